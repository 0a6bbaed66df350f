/** Which event caused which object to appear, as far as messages tell. */
const Causes = (() => {
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

  return { find };
})();
