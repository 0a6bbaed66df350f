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
    const joined = { first: [], last: [], count: [], host: [] };
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
        joined.host.push(events.host[e]);
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
      to: data.to, // of the timeline, which is at least a minute long
      end: data.last, // of the events
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
      host: events.host,
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

  /** Calls the function with times and how many occurrences were there. A short span is assumed to be even. */
  function spread(m, s, call) {
    const span = m.time[s] - m.start[s];
    const parts = span <= 0 ? 1 : Math.min(m.added[s], 6);
    for (let i = 1; i <= parts; i++) call(m.start[s] + (span * i) / parts, m.added[s] / parts);
  }

  /**
   * The storms. First their times are found, then all occurrences in these times are counted, so that the number of a
   * storm is that of the events between the times that the page shows.
   */
  function storms(m) {
    const found = [];
    for (let o = 0; o < m.objects; o++) {
      const points = [];
      const long = [];
      for (const s of m.statesOfObject.of(o)) {
        if (m.added[s] === 0) continue;
        // Of a long span only its mean rate is known. It is one storm, or none.
        if (m.time[s] - m.start[s] > STORM.window) long.push(s);
        else spread(m, s, (time, n) => points.push([time, n]));
      }
      points.sort((a, b) => a[0] - b[0]);
      const times = joined([...denseTimes(points), ...denseSpans(m, long)]);
      for (const { from, to, peak } of times) {
        let n = 0;
        for (const [time, part] of points) if (time >= from && time <= to) n += part;
        for (const s of long) n += share(m, s, from, to);
        found.push({ object: o, from, to, peak, occurrences: Math.round(n) });
      }
    }
    return found.sort((a, b) => b.peak - a.peak || a.from - b.from);
  }

  /** The occurrences of a state between two times, if they are spread evenly. */
  function share(m, s, from, to) {
    const span = m.time[s] - m.start[s];
    const both = Math.min(to, m.time[s]) - Math.max(from, m.start[s]);
    return both <= 0 ? 0 : (m.added[s] * both) / span;
  }

  /** Times that overlap are one storm. */
  function joined(list) {
    const result = [];
    for (const times of list.sort((a, b) => a.from - b.from)) {
      const last = result[result.length - 1];
      if (last === undefined || times.from > last.to) {
        result.push({ ...times });
      } else {
        last.to = Math.max(last.to, times.to);
        last.peak = Math.max(last.peak, times.peak);
      }
    }
    return result;
  }

  function denseSpans(m, long) {
    return long
      .map((s) => ({
        from: m.start[s],
        to: m.time[s],
        peak: Math.round((m.added[s] * STORM.window) / (m.time[s] - m.start[s])),
      }))
      .filter(({ peak }) => peak >= STORM.occurrences);
  }

  /** The times in which each window of a minute has enough occurrences. */
  function denseTimes(points) {
    const found = [];
    let within = 0;
    let tail = 0;
    points.forEach(([time, n]) => {
      within += n;
      while (points[tail][0] <= time - STORM.window) within -= points[tail++][1];
      if (within >= STORM.occurrences - 1e-6)
        found.push({ from: points[tail][0], to: time, peak: Math.round(within) });
    });
    return found;
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

  return { STORM, decode, build, group, share, periods };
})();
