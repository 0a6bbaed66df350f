/** The axis of time. */
const Axis = (() => {
  const { svg } = Base;
  /** No date after this one has four digits of a year. */
  const END = Date.UTC(9999, 11, 31, 23, 59, 59);

  /** Round times for lines and labels, as the person's clock has them, between two times. */
  function ticks(width, [from, to] = State.view) {
    const start = State.model.from;
    const scale = State.utc ? d3.scaleUtc() : d3.scaleTime();
    return scale
      .domain([start + from, start + to])
      .ticks(Math.max(2, Math.floor(width / 84)))
      .filter((date) => date.getTime() <= END)
      .map((date) => date.getTime() - start);
  }

  /** As short as the distance between the labels allows: "2024", "2024-03", "03-14", "09:14", "09:14:02", "09:14:02.100". */
  function text(time, step) {
    const day = State.day(time);
    const clock = State.clock(time);
    const ms = (((State.model.from + time) % 1000) + 1000) % 1000;
    if (step > 300 * 86400000) return day.slice(0, 4);
    if (step > 27 * 86400000) return day.slice(0, 7);
    if (clock === '00:00:00' && ms === 0) return day.endsWith('-01-01') ? day : day.slice(5);
    if (step < 1000) return `${clock}.${String(ms).padStart(3, '0')}`;
    return step < 60000 ? clock : clock.slice(0, 5);
  }

  /** The labels that have room within a width. */
  function labels(x, range, y) {
    const list = ticks(x.width, range);
    const step = list.length > 1 ? d3.min(d3.pairs(list), ([a, b]) => b - a) : 1000;
    let free = 2;
    return list
      .map((time) => [x(time), text(time, step)])
      .filter(([at, label]) => {
        const half = label.length * 3.4;
        if (at - half < free || at + half > x.width - 2) return false;
        free = at + half + 14;
        return true;
      })
      .map(([at, label]) => svg('text', { x: at, y, 'text-anchor': 'middle' }, label));
  }

  function draw(target, x, left) {
    target.setAttribute('viewBox', `${-left} 0 ${left + x.width} 24`);
    target.replaceChildren(...labels(x, State.view, 15));
    Base.byId('day').textContent = State.days();
  }

  return { ticks, labels, draw };
})();
