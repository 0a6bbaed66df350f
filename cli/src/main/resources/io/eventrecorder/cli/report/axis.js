/** The axis of time. */
const Axis = (() => {
  const { svg } = Base;
  const STEPS = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
    172800, 604800, 2592000, 31536000,
  ].map((s) => s * 1000);

  /** Round times for lines and labels, as the person's clock has them. */
  function ticks(x) {
    const [from, to] = State.view;
    const step = STEPS.find((s) => ((to - from) / s) * 84 <= x.width) || STEPS[STEPS.length - 1];
    const zone = State.utc ? 0 : new Date(State.model.from).getTimezoneOffset() * 60000;
    const base = State.model.from - zone;
    const list = [];
    for (let time = Math.ceil((base + from) / step) * step - base; time <= to; time += step)
      list.push(time);
    list.step = step;
    return list;
  }

  function text(time, step) {
    const clock = State.clock(time);
    if (step >= 2592000000) return State.day(time);
    if (step >= 86400000) return State.day(time).slice(5);
    if (clock === '00:00:00') return State.day(time).slice(5);
    return step % 60000 === 0 ? clock.slice(0, 5) : clock;
  }

  function draw(target, x, left) {
    target.setAttribute('viewBox', `${-left} 0 ${left + x.width} 24`);
    const list = ticks(x);
    target.replaceChildren(
      ...list
        .filter((time) => x(time) > 8 && x(time) < x.width - 20)
        .map((time) =>
          svg('text', { x: x(time), y: 15, 'text-anchor': 'middle' }, text(time, list.step)),
        ),
    );
    Base.byId('day').textContent = `${State.day(Math.max(0, State.view[0]))}`;
  }

  return { ticks, draw };
})();
