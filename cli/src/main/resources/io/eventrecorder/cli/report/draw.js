/** Draws lanes and what is behind them: storms, bars, dots, labels, lines from cause to effect. */
const Draw = (() => {
  const { svg } = Base;
  /** How the correlator treated a state: written (created or updated), combined, held back. */
  const LOOK = ['written', 'written', 'combined', 'held'];
  const RANK = { written: 0, combined: 1, held: 2 };

  /** Stripes for what was combined. */
  function patterns() {
    const stripes = (type) =>
      svg(
        'pattern',
        {
          id: 'stripes-' + type,
          width: 4,
          height: 4,
          patternUnits: 'userSpaceOnUse',
          patternTransform: 'rotate(45)',
        },
        svg('rect', { width: 4, height: 4, class: 'stripe-ground ' + type }),
        svg('rect', { width: 2, height: 4, class: 'stripe ' + type }),
      );
    return svg(
      'svg',
      { width: 0, height: 0, class: 'off-screen', 'aria-hidden': 'true' },
      svg('defs', {}, stripes('warning'), stripes('normal')),
    );
  }

  /** Pixel columns of a bar by look; where looks meet on a pixel, the one that is nearer to a write wins. */
  function columns(mark, x) {
    const m = State.model;
    const look = new Map();
    for (let i = mark.begin; i < mark.end; i++) {
      const s = mark.track.states[i];
      const pixel = Math.round(x(m.time[s]));
      if (pixel < -4 || pixel > x.width + 4) continue;
      const mine = LOOK[m.decision[s]];
      if (!look.has(pixel) || RANK[mine] < RANK[look.get(pixel)]) look.set(pixel, mine);
    }
    return [...look].sort((a, b) => a[0] - b[0]);
  }

  function bar(mark, x, y, height) {
    const type = mark.track.warning ? 'warning' : 'normal';
    const left = Math.max(mark.a - 3, -20);
    const right = Math.min(mark.b + 3, x.width + 20);
    const round = mark.track.warning ? 2 : height / 2;
    const paths = { written: '', combined: '', held: '' };
    const ticks = columns(mark, x);
    for (const [pixel, look] of ticks) {
      const top = look === 'held' ? y + height * 0.62 : y + 1;
      const bottom = y + height - 1;
      const half = look === 'written' ? 1 : 1.5;
      paths[look] += `M${pixel - half} ${top.toFixed(1)}h${2 * half}V${bottom}h${-2 * half}z`;
    }
    const body = svg('rect', { class: 'body', x: left, y, width: right - left, height, rx: round });
    const shapes = Object.entries(paths)
      .filter(([, d]) => d !== '')
      .map(([look, d]) => svg('path', { class: look, d }));
    return { shape: [body, ...shapes], left, right, type, ticks: ticks.map(([pixel]) => pixel) };
  }

  function dot(mark, x, y, height) {
    const m = State.model;
    const type = mark.track.warning ? 'warning' : 'normal';
    const cx = (mark.a + mark.b) / 2;
    const cy = y + height / 2;
    const look = Marks.statesOf(mark)
      .map((s) => LOOK[m.decision[s]])
      .sort((a, b) => RANK[a] - RANK[b])[0];
    const r = Math.min(height / 2, mark.track.warning ? 6.5 : 4.5);
    const shape = mark.track.warning
      ? svg('path', {
          class: 'dot ' + look,
          d: `M${cx} ${cy - r}L${cx + r} ${cy}L${cx} ${cy + r}L${cx - r} ${cy}z`,
        })
      : svg('circle', { class: 'dot ' + look, cx, cy, r: r - 0.5 });
    return { shape: [shape], left: cx - r, right: cx + r, type };
  }

  /** Lines between marks of an event that happened again after a pause. */
  function threads(marks, track, x, y) {
    const d = [];
    if (track.states.length > 3000) return null;
    const m = State.model;
    for (let i = 1; i < marks.length; i++) {
      const before = new Set(Marks.eventsOf(marks[i - 1]));
      const again = Marks.statesOf(marks[i]).some((s) => before.has(m.event[s]));
      if (again) d.push(`M${marks[i - 1].b.toFixed(1)} ${y}H${marks[i].a.toFixed(1)}`);
    }
    return d.length === 0
      ? null
      : svg('path', { class: 'thread ' + (track.warning ? 'warning' : 'normal'), d: d.join('') });
  }

  function stormBands(row, x) {
    if (row.object < 0) return [];
    return State.model.storms
      .filter(
        (storm) => storm.object === row.object && x(storm.to) > -10 && x(storm.from) < x.width + 10,
      )
      .map((storm) => {
        const left = Math.max(x(storm.from) - 5, -10);
        const width = Math.max(Math.min(x(storm.to) + 5, x.width + 10) - left, 4);
        return svg(
          'g',
          { class: 'storm' },
          svg('rect', { class: 'band', x: left, y: 1, width, height: row.height - 2 }),
          svg('rect', { class: 'edge', x: left, y: 1, width, height: 2 }),
        );
      });
  }

  function isSelected(mark) {
    if (State.selection === null) return false;
    const { set } = State.selection;
    return Marks.statesOf(mark).some((s) => set.has(State.model.event[s]));
  }

  /** Adds a mark to its row. People reach it with the pointer and with the keyboard. */
  function add(row, mark, box, y, height, content) {
    mark.x = Math.max(0, (box.left + box.right) / 2);
    mark.middle = y + height / 2;
    mark.left = Math.min(box.left, mark.from || box.left);
    mark.right = Math.max(box.right, mark.clear || box.right);
    row.marks.push(mark);
    const area = { x: box.left - 2, y: y - 1, width: box.right - box.left + 4, height: height + 2 };
    return svg(
      'g',
      {
        class: `mark ${box.type}${isSelected(mark) ? ' selected' : ''}`,
        role: 'button',
        tabindex: -1,
        'data-mark': row.marks.length - 1,
        'aria-label': Marks.sentence(mark),
      },
      svg('rect', { class: 'hit', rx: 4, ...area }),
      ...content,
    );
  }

  function track(row, track, x, labelled) {
    const inset = row.detailed ? (track.warning ? 2 : 3) : 1;
    const height = track.height - 2 * inset;
    const y = track.y + inset;
    const marks = Marks.of(track, x);
    const nodes = marks.map((mark, i) => {
      const box = mark.b - mark.a < 9 ? dot(mark, x, y, height) : bar(mark, x, y, height);
      const free = i === 0 ? 0 : Math.max(marks[i - 1].b + 4, marks[i - 1].clear || 0);
      const before = Causes.endsAt(mark) ? box.left : free;
      const after = i === marks.length - 1 ? x.width : marks[i + 1].a - 4;
      const middle = y + height / 2 + 0.5;
      const texts = labelled ? Labels.of(mark, box, before, after, x.width, middle) : [];
      return add(row, mark, box, y, height, [...box.shape, ...texts]);
    });
    return [threads(marks, track, x, y + height / 2), ...nodes];
  }

  /** For a lane without visible marks: what it has before and after the visible times. */
  function beyond(row, tracks, x) {
    const m = State.model;
    const states = tracks.flatMap((t) => t.states);
    const earlier = states.filter((s) => x(m.time[s]) < 0);
    const later = states.filter((s) => x(m.time[s]) >= 0);
    return [...pointer(row, earlier, true, x), ...pointer(row, later, false, x)];
  }

  function pointer(row, states, left, x) {
    if (states.length === 0) return [];
    const m = State.model;
    const occurrences = states.reduce((sum, s) => sum + m.added[s], 0);
    const track = { warning: states.some((s) => m.warning[m.event[s]]), mixed: true, states };
    const mark = { track, begin: 0, end: states.length, occurrences, a: 0, b: 0 };
    const words = left ? `◂ earlier: ${Marks.title(mark)}` : `later: ${Marks.title(mark)} ▸`;
    const width = Math.min(words.length * 6.5, x.width / 2);
    const text = svg(
      'text',
      {
        class: 'beyond',
        y: row.height / 2,
        x: left ? 8 : x.width - 8,
        'text-anchor': left ? 'start' : 'end',
      },
      words,
    );
    const box = left
      ? { left: 4, right: 12 + width, type: 'elsewhere' }
      : { left: x.width - width - 12, right: x.width - 4, type: 'elsewhere' };
    return [add(row, mark, box, row.height / 2 - 8, 16, [text])];
  }

  /** Draws the marks of a row into its SVG, and gives the row its list of marks. */
  function lane(row, target, x) {
    row.marks = [];
    const tracks = row.object >= 0 || row.collapsed ? Rows.tracks(row) : [];
    const labelled = row.detailed || tracks.length === 1;
    const nodes = row.collapsed ? [] : stormBands(row, x);
    nodes.push(...tracks.flatMap((t) => track(row, t, x, labelled)));
    if (row.marks.length === 0) nodes.push(...beyond(row, tracks, x));
    target.replaceChildren(...nodes.filter((node) => node !== null));
  }

  return { patterns, lane };
})();
