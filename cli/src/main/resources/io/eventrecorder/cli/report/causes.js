/** Which event caused which object to appear, as far as messages tell. */
const Causes = (() => {
  const { svg } = Base;
  let causes = [];

  /**
   * Pairs of cause and effect: an event of an owner whose message names an object that it owns, shortly before the
   * first event of that object. Only such a pair is drawn as a line.
   */
  function find() {
    const m = State.model;
    const found = [];
    for (let o = 0; o < m.objects; o++) {
      const events = m.eventsOf.of(o);
      if (m.parent[o] < 0 || events.length === 0) continue;
      const name = m.strings[m.name[o]];
      // Each event of a Deployment "web" names "web", so it says nothing about an autoscaler "web".
      if (m.strings[m.name[m.parent[o]]].includes(name)) continue;
      const start = m.first[events[0]];
      let cause = -1;
      for (const e of m.eventsOf.of(m.parent[o])) {
        if (m.first[e] > start + 2000) break;
        if (m.strings[m.message[e]].includes(name)) cause = e;
      }
      if (cause >= 0) found.push({ cause, effect: events[0] });
    }
    return found;
  }
  /** Where an event is in the timeline, or null if its lane is not shown. */
  function place(e, x) {
    const m = State.model;
    const row = Rows.ofObject(m.object[e]);
    if (row === undefined || row.collapsed || !Filter.matches(e)) return null;
    const track = Rows.tracks(row).find((t) => t.states.some((s) => m.event[s] === e));
    return track === undefined ? null : { x: x(m.first[e]), y: row.y + track.y + track.height / 2 };
  }

  /** Whether the lane of an event is between two heights. */
  function near(e, top, bottom) {
    const row = Rows.ofObject(State.model.object[e]);
    return row !== undefined && row.y + row.height > top && row.y < bottom;
  }

  /** A line that leaves the cause downwards, or to the left if the effect is just below. */
  function elbow(from, to) {
    const end = `V${to.y - 6}q0 6 6 6H${to.x - 6}`;
    const bend = to.x - 14;
    return from.x <= bend
      ? `M${from.x} ${from.y + 6}${end}`
      : `M${from.x - 5} ${from.y}H${bend + 5}q-5 0 -5 5${end}`;
  }

  /** Arrows between the lanes from one height to another. */
  function arrows(x, top, bottom) {
    const nodes = [];
    for (const { cause, effect } of causes) {
      if (!near(cause, top, bottom) && !near(effect, top, bottom)) continue;
      const from = place(cause, x);
      const to = from === null ? null : place(effect, x);
      if (to === null || to.x < -20 || from.x > x.width + 20) continue;
      nodes.push(svg('path', { class: 'cause', d: elbow(from, to) }));
      nodes.push(svg('path', { class: 'tip', d: `M${to.x - 5} ${to.y}l-5 -3.2v6.4z` }));
    }
    return nodes;
  }

  function start() {
    causes = find();
  }

  return { start, arrows };
})();
