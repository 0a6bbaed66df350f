/** Which event caused which object to appear, as far as messages tell. */
const Causes = (() => {
  const { svg } = Base;
  let causes = [];
  let effects = new Set();

  /** The longest time between cause and effect, and how much later a clock of another machine may be. */
  const WITHIN = { before: 60000, after: 2000 };
  /** What a node does to its pods: the reason on the node, and the one on the pod. */
  const OF_NODE = new Map([
    ['Evicted', 'EvictionThresholdMet'],
    ['NodeNotReady', 'NodeNotReady'],
  ]);
  const NAME = /[\p{L}\p{N}_.-]/u;

  /** Whether a text has a name as a whole: "db-1" is not in "db-10", nor in "my-db-1". A dot may end the sentence. */
  function names(text, name) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      const rest = text.slice(at + name.length, at + name.length + 2);
      const ends = rest === '' || !NAME.test(rest[0]) || /^\.(\s|$)/.test(rest);
      if (ends && (at === 0 || !NAME.test(text[at - 1]))) return true;
    }
    return false;
  }

  /** The last state of the events that was shortly before a time, or -1. */
  function before(events, time, matches) {
    const m = State.model;
    let cause = -1;
    for (const e of events) {
      if (m.first[e] > time + WITHIN.after || m.last[e] < time - WITHIN.before) continue;
      if (!matches(e)) continue;
      for (const s of m.statesOf.of(e)) {
        if (m.time[s] > time + WITHIN.after || m.time[s] < time - WITHIN.before) continue;
        if (cause < 0 || m.time[s] >= m.time[cause]) cause = s;
      }
    }
    return cause;
  }

  const firstState = (e) => d3.least(State.model.statesOf.of(e), (s) => State.model.start[s]);

  /** An event of an owner names an object that it owns, shortly before the first event of that object. */
  function ofOwner(o) {
    const m = State.model;
    const events = m.eventsOf.of(o);
    const name = m.strings[m.name[o]];
    if (m.parent[o] < 0 || events.length === 0 || name === '') return [];
    // Each event of a Deployment "web" names "web", so it says nothing about an autoscaler "web".
    if (m.strings[m.name[m.parent[o]]].includes(name)) return [];
    const effect = firstState(events[0]);
    const cause = before(m.eventsOf.of(m.parent[o]), m.start[effect], (e) =>
      names(m.strings[m.message[e]], name),
    );
    return cause < 0 ? [] : [{ cause, effect }];
  }

  /** The node of a pod, which the kubelet names as its host, was in need shortly before the pod had to go. */
  function ofNode(o, nodes) {
    const m = State.model;
    const events = m.eventsOf.of(o);
    const host = events.map((e) => m.host[e]).findLast((s) => s !== 0);
    if (m.strings[m.kind[o]] !== 'Pod' || !nodes.has(host)) return [];
    return [...events].flatMap((e) => {
      const reason = OF_NODE.get(m.strings[m.reason[e]]);
      if (reason === undefined) return [];
      const effect = firstState(e);
      const cause = before(
        m.eventsOf.of(nodes.get(host)),
        m.start[effect],
        (c) => m.strings[m.reason[c]] === reason,
      );
      return cause < 0 ? [] : [{ cause, effect }];
    });
  }

  /** Pairs of states: a cause, and its effect. Only such a pair is drawn as a line. */
  function find() {
    const m = State.model;
    const nodes = new Map();
    for (let o = 0; o < m.objects; o++)
      if (m.strings[m.kind[o]] === 'Node') nodes.set(m.name[o], o);
    const found = [];
    for (let o = 0; o < m.objects; o++) found.push(...ofOwner(o), ...ofNode(o, nodes));
    return found;
  }

  /** Where a state is in the timeline, or null if its lane is not shown. */
  function place(state, x) {
    const m = State.model;
    const row = Rows.ofObject(m.objectOf(state));
    if (row === undefined || row.collapsed || !Filter.matches(m.event[state])) return null;
    const track = Rows.tracks(row).find((t) => t.states.includes(state));
    if (track === undefined) return null;
    return { x: x(m.start[state]), y: row.y + track.y + track.height / 2 };
  }

  /** Whether the lane of a state is between two heights. */
  function near(state, top, bottom) {
    const row = Rows.ofObject(State.model.objectOf(state));
    return row !== undefined && row.y + row.height > top && row.y < bottom;
  }

  /** How many marks a line would cross that goes up or down at a pixel, and level from the cause. */
  function crossed(x, from, to) {
    const [top, bottom] = [Math.min(from.y, to.y) + 8, Math.max(from.y, to.y) - 8];
    const rows = Rows.all();
    let n = 0;
    for (let i = Rows.at(Math.min(from.y, top)); i < rows.length && rows[i].y < bottom + 8; i++) {
      for (const mark of rows[i].marks || []) {
        const y = rows[i].y + mark.middle;
        if (y > top && y < bottom && x > mark.left - 4 && x < mark.right + 4) n += 1;
        // A line along a lane would look as if it connected the marks of that lane.
        if (Math.abs(y - from.y) < 4 && mark.right > x && mark.right < from.x - 2) n += 3;
      }
    }
    return n;
  }

  /**
   * The pixel of the part of a line that goes up or down: below the cause, or left of both, where it crosses the
   * fewest marks. Lines of different causes do not share it.
   */
  function bendOf(cause, from, to, lines) {
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    const shared = (x) =>
      lines.some(
        (line) =>
          line.cause !== cause &&
          Math.abs(line.x - x) < 5 &&
          Math.max(line.top, top) < Math.min(line.bottom, bottom),
      );
    const nearest = Math.min(from.x, to.x) - 13;
    const pixels = d3.range(0, 20).map((i) => nearest - 3 * i);
    if (from.x <= to.x - 14) pixels.unshift(from.x);
    const cost = (x) => crossed(x, from, to) + (shared(x) ? 5 : 0) + (x < 4 ? 5 : 0);
    return d3.least(pixels, cost);
  }

  /** A line from the cause, up or down at the bend, to the effect. */
  function elbow(from, to, bend) {
    const down = to.y > from.y ? 1 : -1;
    const end = `V${to.y - down * 6}q0 ${down * 6} 6 ${down * 6}H${to.x - 6}`;
    return bend === from.x
      ? `M${from.x} ${from.y + down * 6}${end}`
      : `M${from.x - 5} ${from.y}H${bend + 5}q-5 0 -5 ${down * 5}${end}`;
  }

  /** Arrows between the lanes from one height to another. */
  function arrows(x, top, bottom) {
    const nodes = [];
    const lines = [];
    for (const { cause, effect } of causes) {
      if (!near(cause, top, bottom) && !near(effect, top, bottom)) continue;
      const from = place(cause, x);
      const to = from === null ? null : place(effect, x);
      if (to === null || to.x < -20 || from.x > x.width + 20) continue;
      const bend = bendOf(cause, from, to, lines);
      lines.push({
        cause,
        x: bend,
        top: Math.min(from.y, to.y),
        bottom: Math.max(from.y, to.y),
      });
      const ends = { 'data-cause': cause, 'data-effect': effect };
      nodes.push(svg('path', { class: 'cause', d: elbow(from, to, bend), ...ends }));
      nodes.push(svg('path', { class: 'tip', d: `M${to.x - 5} ${to.y}l-5 -3.2v6.4z` }));
    }
    return nodes;
  }

  /** Whether an arrow ends at a mark, so that its label must not be there. */
  const endsAt = (mark) => effects.size > 0 && Marks.statesOf(mark).some((s) => effects.has(s));

  function start() {
    causes = find();
    effects = new Set(causes.map(({ effect }) => effect));
  }

  return { start, arrows, endsAt };
})();
