/** Draws lanes and what is behind them: storms, bars, dots, labels, lines from cause to effect. */
const Draw = (() => {
  const { svg } = Base;
  const brush = document.createElement('canvas').getContext('2d');
  const widths = new Map();
  /** How the correlator treated a state: written (created or updated), combined, held back. */
  const LOOK = ['written', 'written', 'combined', 'held'];
  const RANK = { written: 0, combined: 1, held: 2 };

  function textWidth(text, weight) {
    const key = weight + text;
    if (!widths.has(key)) {
      if (widths.size > 5000) widths.clear();
      brush.font = `${weight} 11.5px ${getComputedStyle(document.body).fontFamily}`;
      widths.set(key, brush.measureText(text).width);
    }
    return widths.get(key);
  }

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
    for (const [pixel, look] of columns(mark, x)) {
      const top = look === 'held' ? y + height * 0.62 : y + 1;
      const bottom = y + height - 1;
      const half = look === 'written' ? 1 : 1.5;
      paths[look] += `M${pixel - half} ${top.toFixed(1)}h${2 * half}V${bottom}h${-2 * half}z`;
    }
    const body = svg('rect', { class: 'body', x: left, y, width: right - left, height, rx: round });
    const ticks = Object.entries(paths)
      .filter(([, d]) => d !== '')
      .map(([look, d]) => svg('path', { class: look, d }));
    return { shape: [body, ...ticks], left, right, type };
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

  /** The longest text that fits, or "". */
  function cut(text, room) {
    if (textWidth(text, 400) <= room) return text;
    let n = Math.min(text.length, Math.floor(room / 5));
    while (n > 8 && textWidth(text.slice(0, n) + '…', 400) > room) n -= Math.max(1, n >> 4);
    return n > 8 && room > 60 ? text.slice(0, n).trimEnd() + '…' : '';
  }

  /**
   * A label goes to the right of its mark, or inside, or to the left, where there is room. The mark learns where its
   * label ends, so that the next label stays clear of it.
   */
  function label(mark, box, before, after, width, middle) {
    const room = Math.min(after, width) - box.right - 12;
    if (room < 18 && box.right - box.left < 60 && box.left - before < 60) return [];
    const title = Marks.title(mark);
    const long = textWidth(title, 600);
    const words = (x, anchor, message) =>
      svg(
        'text',
        { class: 'words', x, y: middle, 'text-anchor': anchor },
        svg('tspan', { class: 'reason' }, title),
        message === '' ? null : svg('tspan', { class: 'message', dx: 6 }, message),
      );
    if (long <= room) {
      const message = cut(Marks.message(mark), room - long - 12);
      mark.clear = box.right + 11 + long + (message === '' ? 0 : 6 + textWidth(message, 400));
      return [words(box.right + 5, 'start', message)];
    }
    const left = Math.max(box.left, 0);
    const right = Math.min(box.right, width);
    if (long + 16 <= right - left) {
      return [
        svg('rect', {
          class: 'pill',
          x: left + 5,
          y: middle - 7.5,
          width: long + 10,
          height: 15,
          rx: 3,
        }),
        words(left + 10, 'start', ''),
      ];
    }
    return long <= box.left - before - 10 && box.left < width
      ? [words(box.left - 5, 'end', '')]
      : [];
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

  /** Draws the marks of a row into its SVG, and gives the row its list of marks. */
  function lane(row, target, x) {
    const selected = State.selection === null ? null : State.selection.set;
    const nodes = row.collapsed ? [] : stormBands(row, x);
    row.marks = [];
    const tracks = row.object >= 0 || row.collapsed ? Rows.tracks(row) : [];
    for (const track of tracks) {
      const inset = track.warning ? 2 : 3;
      const height = track.height - (row.detailed ? 2 * inset : 2);
      const y = track.y + (row.detailed ? inset : 1);
      const marks = Marks.of(track, x);
      nodes.push(threads(marks, track, x, y + height / 2));
      marks.forEach((mark, i) => {
        const box = mark.b - mark.a < 9 ? dot(mark, x, y, height) : bar(mark, x, y, height);
        const before = i === 0 ? 0 : Math.max(marks[i - 1].b + 4, marks[i - 1].clear || 0);
        const after = i === marks.length - 1 ? x.width : marks[i + 1].a - 4;
        const isSelected =
          selected !== null && Marks.statesOf(mark).some((s) => selected.has(State.model.event[s]));
        const texts =
          row.detailed || tracks.length === 1
            ? label(mark, box, before, after, x.width, y + height / 2 + 0.5)
            : [];
        const group = svg(
          'g',
          {
            class: `mark ${box.type}${isSelected ? ' selected' : ''}`,
            role: 'button',
            tabindex: -1,
            'data-mark': row.marks.length,
            'aria-label': Marks.sentence(mark),
          },
          svg('rect', {
            class: 'hit',
            x: box.left - 2,
            y: y - 1,
            width: box.right - box.left + 4,
            height: height + 2,
            rx: 4,
          }),
          ...box.shape,
          ...texts,
        );
        mark.x = Math.max(0, Math.min((box.left + box.right) / 2, x.width));
        mark.middle = y + height / 2;
        row.marks.push(mark);
        nodes.push(group);
      });
    }
    target.replaceChildren(...nodes.filter((node) => node !== null));
  }

  return { patterns, lane };
})();
