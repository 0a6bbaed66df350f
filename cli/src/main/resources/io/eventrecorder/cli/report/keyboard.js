/** The keyboard in the timeline. One mark or label is the stop of the Tab key, and the arrows move that stop. */
const Keyboard = (() => {
  const { byId } = Base;
  /** Where the person stands: the key of a row, and the first state of a mark, or -1 for the label. */
  let stop = { key: '', state: -1 };

  const rowOf = () => Rows.all().find((row) => row.key === stop.key) || Rows.all()[0];

  /** The mark that has the state; marks change when the view changes. */
  function markOf(row) {
    if (stop.state < 0 || !row.marks) return null;
    return row.marks.find((mark) => Marks.statesOf(mark).includes(stop.state)) || null;
  }

  function stand(row, mark) {
    stop = { key: row.key, state: mark === null ? -1 : mark.track.states[mark.begin] };
  }

  /** Gives the stop its place in the order of Tab, after the lanes have been drawn. */
  function mark() {
    for (const old of byId('canvas').querySelectorAll('[tabindex="0"]'))
      old.setAttribute('tabindex', -1);
    const row = rowOf();
    if (row === undefined) return;
    const had =
      byId('canvas').dataset.focus === 'yes' && !byId('canvas').contains(document.activeElement);
    const node =
      Timeline.nodeOf(row, markOf(row)) ||
      Timeline.nodeOf(row, null) ||
      byId('canvas').querySelector('.label button');
    if (node === null) return;
    node.setAttribute('tabindex', 0);
    // A drawing replaces the focused node, so the new one gets the focus.
    if (had) node.focus({ preventScroll: true });
  }

  function focus(row, mark) {
    stand(row, mark);
    Timeline.scrollTo(row);
    const node = Timeline.nodeOf(row, markOf(row));
    if (node === null) return;
    node.focus({ preventScroll: true });
    const hit = Timeline.markAt(node);
    if (hit === null) Tooltip.hide();
    else Tooltip.show(node, hit.mark);
  }

  /** The mark of a row that is nearest to a pixel. */
  const nearest = (row, x) => d3.least(row.marks || [], (mark) => Math.abs(mark.x - x)) || null;

  function vertical(step) {
    const rows = Rows.all();
    const row = rowOf();
    const mark = markOf(row);
    if (mark !== null) {
      // First to the next track of the same lane.
      const y = mark.middle;
      const others = row.marks.filter((other) => (other.middle - y) * step > 0.5);
      const next = d3.least(
        others,
        (other) => Math.abs(other.middle - y) * 10000 + Math.abs(other.x - mark.x),
      );
      if (next) return focus(row, next);
    }
    for (let index = row.index + step; rows[index] !== undefined; index += step) {
      const target = rows[index];
      // The marks of a lane are known once it is drawn. Lanes without marks are passed over.
      if (target.marks === undefined) Timeline.scrollTo(target);
      if (mark !== null && target.marks.length === 0) continue;
      focus(target, mark === null ? null : nearest(target, mark.x));
      return;
    }
  }

  function horizontal(step) {
    const row = rowOf();
    const marks = (row.marks || []).slice().sort((a, b) => a.x - b.x || a.middle - b.middle);
    const mark = markOf(row);
    // As in a tree: on a label, the arrow to the right opens a group, and the one to the left closes it.
    if (mark === null && row.folds && row.collapsed === step > 0) {
      Rows.toggle(row.key);
      Timeline.rebuild();
      return;
    }
    const at = mark === null ? -1 : marks.indexOf(mark);
    const next = at + step;
    if (next < -1 || next >= marks.length) return;
    focus(row, next < 0 ? null : marks[next]);
  }

  /** The time of the mark on which the person stands. */
  function timeOf(row) {
    const mark = markOf(row);
    return mark === null ? undefined : Marks.rangeOf(mark)[0];
  }

  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rowOf();
    const keys = {
      ArrowRight: () => (event.shiftKey ? Timeline.pan(0.2) : horizontal(1)),
      ArrowLeft: () => (event.shiftKey ? Timeline.pan(-0.2) : horizontal(-1)),
      ArrowDown: () => vertical(1),
      ArrowUp: () => vertical(-1),
      Home: () => focus(row, null),
      End: () => focus(row, (row.marks || []).slice().sort((a, b) => b.x - a.x)[0] || null),
      PageDown: () => jump(10),
      PageUp: () => jump(-10),
      '+': () => Timeline.by(0.5, timeOf(row)),
      '=': () => Timeline.by(0.5, timeOf(row)),
      '-': () => Timeline.by(2, timeOf(row)),
      0: () => Timeline.fit(),
    };
    const act = keys[event.key];
    if (act) {
      act();
      event.preventDefault();
    } else if (event.key === 'Enter' || event.key === ' ') {
      const mark = markOf(row);
      if (mark === null) return;
      Details.selectMark(row, mark);
      event.preventDefault();
    }
  }

  function jump(step) {
    const rows = Rows.all();
    focus(rows[Math.max(0, Math.min(rows.length - 1, rowOf().index + step))], null);
  }

  function start() {
    const canvas = byId('canvas');
    canvas.addEventListener('keydown', onKey);
    canvas.addEventListener('focusin', (event) => {
      canvas.dataset.focus = 'yes';
      const hit = Timeline.markAt(event.target);
      if (hit !== null) stand(hit.row, hit.mark);
    });
    document.addEventListener('focusin', (event) => {
      if (!canvas.contains(event.target)) canvas.dataset.focus = 'no';
    });
    document.addEventListener('pointerdown', (event) => {
      if (!canvas.contains(event.target)) canvas.dataset.focus = 'no';
    });
    mark();
  }

  return { start, mark, stand };
})();
