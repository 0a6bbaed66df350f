/** From the states of a track to the marks on the screen: what falls on the same pixels becomes one mark. */
const Marks = (() => {
  /** States of one reason that are nearer than this are one bar. Different reasons stay apart for longer. */
  const GAP = { same: 22, mixed: 7 };

  /** Times to pixels of the plot. */
  function scale(width) {
    const [from, to] = State.view;
    const k = width / (to - from);
    const x = (time) => (time - from) * k;
    x.width = width;
    x.time = (pixel) => from + pixel / k;
    return x;
  }

  /** The marks of a track, from left to right. `wider` joins more, for lanes with very many marks. */
  function of(track, x, wider = 1) {
    const m = State.model;
    const gap = (track.mixed ? GAP.mixed : GAP.same) * wider;
    const marks = [];
    let mark = null;
    for (let i = 0; i < track.states.length; i++) {
      const s = track.states[i];
      const a = x(m.start[s]);
      const b = x(m.time[s]);
      if (b < -12 || a > x.width + 12) continue;
      if (mark !== null && a <= mark.b + gap) {
        if (b > mark.b) mark.b = b;
        mark.end = i + 1;
        mark.occurrences += m.added[s];
      } else {
        mark = { track, a, b, begin: i, end: i + 1, occurrences: m.added[s] };
        marks.push(mark);
      }
    }
    return marks.length > 400 && wider < 8 ? of(track, x, wider * 2) : marks;
  }

  const statesOf = (mark) => mark.track.states.slice(mark.begin, mark.end);

  /** The distinct events of a mark, in the order of time. */
  const eventsOf = (mark) => [...new Set(statesOf(mark).map((s) => State.model.event[s]))];

  /** The reasons of a mark, the most frequent first. */
  function reasonsOf(mark) {
    const m = State.model;
    if (!mark.track.mixed) return [m.strings[m.reason[m.event[mark.track.states[mark.begin]]]]];
    const times = new Map();
    for (const s of statesOf(mark)) {
      const reason = m.reason[m.event[s]];
      times.set(reason, (times.get(reason) || 0) + m.added[s]);
    }
    return [...times].sort((a, b) => b[1] - a[1]).map(([reason]) => m.strings[reason]);
  }

  function rangeOf(mark) {
    const m = State.model;
    const states = statesOf(mark);
    return [m.start[states[0]], states.reduce((last, s) => Math.max(last, m.time[s]), 0)];
  }

  /** "BackOff ×57", "Pulled, Created +1 ×9". */
  function title(mark) {
    const reasons = reasonsOf(mark);
    const most = reasons.slice(0, 3).join(', ').length > 30 ? 2 : 3;
    const more = reasons.length > most ? ` +${reasons.length - most}` : '';
    return (
      reasons.slice(0, most).join(', ') +
      more +
      (mark.occurrences > 1 ? ` ×${Base.number(mark.occurrences)}` : '')
    );
  }

  /** The message of a mark with one event, and "" for others. */
  function message(mark) {
    const m = State.model;
    if (mark.end - mark.begin > 40) return '';
    const events = eventsOf(mark);
    return events.length === 1 ? m.strings[m.message[events[0]]] : '';
  }

  /** A sentence for tooltips and screen readers: "Warning BackOff, 57 times between 09:14:02 and 09:31:40". */
  function sentence(mark) {
    const m = State.model;
    const type = m.strings[m.type[m.event[mark.track.states[mark.begin]]]] || 'Event';
    const reasons = reasonsOf(mark);
    const names =
      reasons.length > 3
        ? `${reasons.slice(0, 3).join(', ')} and ${reasons.length - 3} more reasons`
        : reasons.join(', ');
    const times = mark.occurrences === 1 ? '' : `, ${Base.number(mark.occurrences)} times`;
    return `${type} ${names}${times} ${State.span(...rangeOf(mark))}`;
  }

  /** What the correlator did with the states of a mark under the current settings. */
  function fate(mark) {
    const names = ['created', 'updated', 'combined with similar events', 'held back'];
    const times = [0, 0, 0, 0];
    for (const s of statesOf(mark)) times[State.model.decision[s]]++;
    return names
      .map((name, d) => [times[d], name])
      .filter(([n]) => n > 0)
      .map(([n, name]) => `${Base.number(n)} ${name}`)
      .join(', ');
  }

  return { scale, of, statesOf, eventsOf, reasonsOf, rangeOf, title, message, sentence, fate };
})();
