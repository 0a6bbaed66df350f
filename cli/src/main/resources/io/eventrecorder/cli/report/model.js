/** The data of the report, with the indexes that the page needs. Times are milliseconds since `from`. */
const Model = (() => {
  /** A storm: at least this many occurrences about one object within this time. */
  const STORM = { occurrences: 10, window: 60000 };

  async function decode(base64) {
    const binary = atob(base64.trim());
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    const unzipped = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(unzipped).json();
  }

  /** Lists the members of each group, in order: those of g are members[start[g]] to members[start[g+1]-1]. */
  function group(groupOf, groups) {
    const start = new Int32Array(groups + 1);
    for (const g of groupOf) start[g + 1]++;
    for (let g = 0; g < groups; g++) start[g + 1] += start[g];
    const next = start.slice();
    const members = new Int32Array(groupOf.length);
    for (let i = 0; i < groupOf.length; i++) members[next[groupOf[i]]++] = i;
    return { of: (g) => members.subarray(start[g], start[g + 1]) };
  }

  /**
   * Joins events that say the same about the same object. Where each occurrence was stored as an event of its own, the
   * page shows one event that happened again and again. The order, by the first time, stays.
   */
  function joinRepeats(events) {
    const columns = ['object', 'type', 'reason', 'message', 'component'];
    const joined = { first: [], last: [], count: [] };
    for (const column of columns) joined[column] = [];
    const known = new Map();
    joined.of = Int32Array.from(events.object, (_, e) => {
      const key = columns.map((column) => events[column][e]).join(' ');
      const last = events.first[e] + events.span[e];
      let index = known.get(key);
      if (index === undefined) {
        index = joined.first.length;
        known.set(key, index);
        for (const column of columns) joined[column].push(events[column][e]);
        joined.first.push(events.first[e]);
        joined.last.push(last);
        joined.count.push(events.count[e]);
      } else {
        joined.last[index] = Math.max(joined.last[index], last);
        joined.count[index] += events.count[e];
      }
      return index;
    });
    return joined;
  }

  function build(data) {
    const { strings, objects, states } = data;
    const events = joinRepeats(data.events);
    const m = {
      data,
      strings,
      from: data.from,
      to: data.to,
      objects: objects.name.length,
      kind: objects.kind,
      namespace: objects.namespace,
      name: objects.name,
      parent: objects.parent,
      depth: objects.depth,
      link: objects.link,
      events: events.object.length,
      object: events.object,
      type: events.type,
      reason: events.reason,
      message: events.message,
      component: events.component,
      first: events.first,
      last: events.last,
      count: events.count,
      states: states.event.length,
      event: states.event.map((e) => events.of[e]),
      time: states.time,
      start: startOfStates(data),
      added: states.added,
      decision: states.decision,
    };
    m.warning = Uint8Array.from(m.type, (s) => (strings[s] === 'Warning' ? 1 : 0));
    m.eventsOf = group(m.object, m.objects);
    m.statesOf = group(m.event, m.events);
    m.children = group(
      m.parent.map((p) => p + 1),
      m.objects + 1,
    );
    m.childrenOf = (o) => m.children.of(o + 1);
    m.objectOf = (state) => m.object[m.event[state]];
    m.statesOfObject = group(
      m.event.map((e) => m.object[e]),
      m.objects,
    );
    m.label = (o) => `${strings[m.kind[o]]} ${path(m, o)}`;
    m.path = (o) => path(m, o);
    m.occurrences = sum(m.count);
    m.storms = storms(m);
    return m;
  }

  function path(m, o) {
    const namespace = m.strings[m.namespace[o]];
    return (namespace ? namespace + '/' : '') + m.strings[m.name[o]];
  }

  const sum = (list) => list.reduce((total, n) => total + n, 0);

  /**
   * When the occurrences of a state began. A state that adds one occurrence has the time of that occurrence. A state
   * that adds more says only that they were after the state before.
   */
  function startOfStates({ events, states }) {
    const before = new Float64Array(events.first.length).fill(NaN);
    return Float64Array.from(states.time, (time, s) => {
      const e = states.event[s];
      const start = Number.isNaN(before[e]) ? Math.min(events.first[e], time) : before[e];
      before[e] = time;
      return states.added[s] <= 1 ? time : start;
    });
  }

  /** Calls the function with times and how many occurrences were there. A span is assumed to be even. */
  function spread(m, s, step, call) {
    const span = m.time[s] - m.start[s];
    const parts = span <= 0 ? 1 : Math.min(m.added[s], Math.max(1, Math.ceil(span / step)), 5000);
    for (let i = 1; i <= parts; i++) call(m.start[s] + (span * i) / parts, m.added[s] / parts);
  }

  function storms(m) {
    const found = [];
    for (let o = 0; o < m.objects; o++) {
      const points = [];
      const long = [];
      for (const s of m.statesOfObject.of(o)) {
        const span = m.time[s] - m.start[s];
        const rate = (m.added[s] * STORM.window) / Math.max(span, 1);
        // Of a long span only its mean rate is known. It is one storm, or none.
        if (span <= STORM.window)
          spread(m, s, STORM.window / 6, (time, n) => points.push([time, n]));
        else if (rate >= STORM.occurrences) {
          long.push({
            from: m.start[s],
            to: m.time[s],
            peak: Math.round(rate),
            occurrences: m.added[s],
          });
        }
      }
      points.sort((a, b) => a[0] - b[0]);
      found.push(
        ...joined([...stormsOf(points), ...long]).map((storm) => ({ object: o, ...storm })),
      );
    }
    return found.sort((a, b) => b.peak - a.peak || a.from - b.from);
  }

  /** Storms that overlap are one. */
  function joined(list) {
    const result = [];
    for (const storm of list.sort((a, b) => a.from - b.from)) {
      const last = result[result.length - 1];
      if (last === undefined || storm.from > last.to) {
        result.push({ ...storm });
      } else {
        last.to = Math.max(last.to, storm.to);
        last.peak = Math.max(last.peak, storm.peak);
        last.occurrences += storm.occurrences;
      }
    }
    return result;
  }

  function stormsOf(points) {
    const found = [];
    let within = 0;
    let tail = 0;
    let storm = null;
    points.forEach(([time, n], i) => {
      within += n;
      while (points[tail][0] <= time - STORM.window) within -= points[tail++][1];
      if (within < STORM.occurrences - 1e-6) return;
      if (storm === null || points[tail][0] > storm.to) {
        storm = { from: points[tail][0], to: time, peak: 0, occurrences: within };
        found.push(storm);
      } else {
        storm.occurrences += n;
      }
      storm.to = time;
      storm.peak = Math.max(storm.peak, Math.round(within));
    });
    return found.map((storm) => ({ ...storm, occurrences: Math.round(storm.occurrences) }));
  }

  /** Times with events, if there are long times without events between them: [[from, to]…], at most three. */
  function periods(m) {
    const whole = m.to - m.from;
    const states = d3.range(m.states).filter((s) => m.time[s] >= 0 && m.time[s] <= whole);
    const list = [];
    for (const s of states.sort((a, b) => m.start[a] - m.start[b])) {
      const last = list[list.length - 1];
      if (last === undefined || m.start[s] - last[1] > whole * 0.45)
        list.push([Math.max(0, m.start[s]), m.time[s]]);
      else last[1] = Math.max(last[1], m.time[s]);
    }
    return list.length > 1 ? list : [];
  }

  return { STORM, decode, build, group, spread, periods };
})();
