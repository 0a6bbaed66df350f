/** What the person has chosen: the view, the filter, the selection, the clock. Parts listen to its changes. */
const State = (() => {
  const listeners = {};
  const state = {
    model: null,
    /** The first and the last time of all events. */
    ends: [0, 0],
    /** The visible times, in milliseconds since `from`. */
    view: [0, 1],
    /** The times of the whole timeline, with some room at both ends. */
    full: [0, 1],
    utc: true,
    /** Events that the person selected in the timeline or the table: {events, title}, or null. */
    selection: null,
    /** Whether the lanes show one track per reason. */
    detailed: true,
  };

  function on(types, listener) {
    for (const type of types.split(' ')) (listeners[type] = listeners[type] || []).push(listener);
  }

  function tell(type) {
    for (const listener of listeners[type] || []) listener();
  }

  function start(model) {
    state.model = model;
    state.ends = [d3.min(model.first) || 0, d3.max(model.last) || 0];
    const span = Math.max(model.to - model.from, 1000);
    state.full = [-span * 0.028, span * 1.03];
    state.view = state.full;
  }

  function select(selection) {
    state.selection = selection;
    tell('selection');
  }

  /** Times as text, by the clock that the person chose. */
  const two = (n) => String(n).padStart(2, '0');

  function parts(offset) {
    const date = new Date(state.model.from + offset);
    const get = (name) => date[(state.utc ? 'getUTC' : 'get') + name]();
    return ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds'].map(get);
  }

  function day(offset) {
    const [year, month, date] = parts(offset);
    return `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(date)}`;
  }

  function clock(offset) {
    return parts(offset).slice(3).map(two).join(':');
  }

  const oneDay = () => day(0) === day(state.model.to - state.model.from);

  /** Whether the events, and not only those in the timeline, are of more than one year. */
  const years = () => new Set(state.ends.map((offset) => parts(offset)[0])).size > 1;

  const dayAndClock = (offset) =>
    `${years() ? day(offset) : day(offset).slice(5)} ${clock(offset)}`;

  /** The time, and the day if the report has more than one. */
  const short = (offset) =>
    oneDay() && day(offset) === day(0) ? clock(offset) : dayAndClock(offset);

  /** Two times. Both have their day if the days differ. */
  const both = (first, last) =>
    day(first) === day(last)
      ? [short(first), short(last)]
      : [dayAndClock(first), dayAndClock(last)];

  const zone = () => (state.utc ? 'UTC' : 'local time');

  /** "at 09:14:02", or "between 09:14:02 and 09:31:40". */
  function span(first, last) {
    const [from, to] = both(first, last);
    return from === to ? `at ${from}` : `between ${from} and ${to}`;
  }

  /** The days that are visible: "2026-03-02", "2026-03-02 to 2026-03-04". */
  function days() {
    const end = state.model.to - state.model.from;
    const [first, last] = state.view.map((time) => day(Math.max(0, Math.min(end, time))));
    return first === last ? first : `${first} to ${last}`;
  }

  /** "2026-03-02, 09:14:00 to 09:33:11 UTC". */
  function range(first, last) {
    if (first === last) return `${day(first)}, ${clock(first)} ${zone()}`;
    const end = day(first) === day(last) ? clock(last) : `${day(last)} ${clock(last)}`;
    return `${day(first)}, ${clock(first)} to ${end} ${zone()}`;
  }

  return Object.assign(state, { on, tell, start, select, day, clock, short, both, zone, span, days, range });
})();
