/** The timeline: only the lanes near the visible part exist in the page, so thousands of lanes are no burden. */
const Timeline = (() => {
  const { byId, html, svg } = Base;
  const NEAR = 300;
  /** A page on paper has all lanes, if they are not too many. */
  const MOST_ON_PAPER = 400;
  const shown = new Map();
  let box, canvas, list, axis, back, cursor;
  let zoom;
  let onPaper = false;
  let labels = 0;
  let width = 0;

  function measure() {
    const line = byId('lane-label-width');
    labels = line.getBoundingClientRect().width;
    width = Math.max(120, canvas.clientWidth - labels);
    zoom
      .extent([
        [labels, 0],
        [labels + width, 1],
      ])
      .translateExtent([
        [labels, 0],
        [labels + width, 1],
      ]);
  }

  const fullScale = () =>
    d3
      .scaleLinear()
      .domain(State.full)
      .range([labels, labels + width]);

  function onZoom(event) {
    State.view = event.transform.rescaleX(fullScale()).domain();
    State.tell('view');
  }

  /** Shows these times. */
  function look(from, to) {
    const [f, t] = State.full;
    const least = 500;
    if (to - from < least) [from, to] = [(from + to - least) / 2, (from + to + least) / 2];
    const k = Math.max(1, (t - f) / (to - from));
    const x = fullScale();
    const start = Math.max(f, Math.min(from, t - (t - f) / k));
    d3.select(canvas).call(
      zoom.transform,
      d3.zoomIdentity.translate(labels - x(start) * k, 0).scale(k),
    );
  }

  const fit = () => look(...State.full);

  /** Zooms. The centre stays where it is on the screen. */
  function by(factor, centre = (State.view[0] + State.view[1]) / 2) {
    const [from, to] = State.view;
    look(centre - (centre - from) * factor, centre + (to - centre) * factor);
  }

  function pan(part) {
    const [from, to] = State.view;
    const step = (to - from) * part;
    look(from + step, to + step);
  }

  function drawBack(x, top, bottom) {
    const height = bottom - top;
    back.setAttribute('viewBox', `0 ${top} ${width} ${height}`);
    Object.assign(back.style, {
      top: top + 'px',
      left: labels + 'px',
      width: width + 'px',
      height: height + 'px',
    });
    const lines = Axis.ticks(width).map((time) =>
      svg('path', { class: 'grid', d: `M${Math.round(x(time)) + 0.5} ${top}V${bottom}` }),
    );
    back.replaceChildren(...lines, ...Causes.arrows(x, top, bottom));
  }

  /** Draws the lanes near the visible part anew. */
  function draw() {
    const top = onPaper ? 0 : Math.max(0, box.scrollTop - NEAR);
    const end = onPaper ? Infinity : box.scrollTop + box.clientHeight + NEAR;
    const bottom = Math.min(Rows.height(), end);
    const x = Marks.scale(width);
    const rows = Rows.all();
    const near = new Set();
    for (let i = Rows.at(top); i < rows.length && rows[i].y < bottom; i++) near.add(rows[i]);
    for (const [row, lane] of shown) {
      if (!near.has(row)) {
        lane.node.remove();
        shown.delete(row);
      }
    }
    for (const row of near) {
      if (!shown.has(row)) {
        const lane = Lanes.lane(row);
        shown.set(row, lane);
        // In the order of the rows, so that a screen reader meets the lanes from top to bottom.
        const next = [...list.children].find((other) => parseFloat(other.style.top) > row.y);
        list.insertBefore(lane.node, next || null);
      }
      const lane = shown.get(row);
      lane.plot.setAttribute('viewBox', `0 0 ${width} ${row.height}`);
      Draw.lane(row, lane.plot, x);
    }
    drawBack(x, top, bottom);
    Axis.draw(axis, x, labels);
    Keyboard.mark();
  }

  const redraw = Base.perFrame(draw);

  /** Makes the rows anew, after a change of the filter or of groups. */
  function rebuild() {
    Rows.build();
    for (const lane of shown.values()) lane.node.remove();
    shown.clear();
    canvas.style.height = Math.max(Rows.height(), 60) + 'px';
    byId('nothing').hidden = Rows.all().length > 0;
    draw();
  }

  function markAt(target) {
    const group = target.closest('.mark');
    if (group === null) return null;
    const plot = group.closest('svg');
    for (const lane of shown.values())
      if (lane.plot === plot)
        return { row: lane.row, mark: lane.row.marks[group.dataset.mark], group };
    return null;
  }

  function onClick(event) {
    const fold = event.target.closest('[data-fold]');
    const object = event.target.closest('[data-object]');
    const hit = markAt(event.target);
    if (fold !== null) {
      Rows.toggle(fold.dataset.fold);
      rebuild();
    } else if (object !== null) {
      Details.selectObject(Number(object.dataset.object));
    } else if (hit !== null) {
      Keyboard.stand(hit.row, hit.mark);
      Details.selectMark(hit.row, hit.mark);
    }
  }

  function onMove(event) {
    const hit = markAt(event.target);
    if (hit === null) Tooltip.hide();
    else Tooltip.show(hit.group, hit.mark);
    const pixel = event.clientX - canvas.getBoundingClientRect().left - labels;
    cursor.hidden = pixel < 0;
    if (pixel < 0) return;
    cursor.style.left = labels + pixel + 'px';
    cursor.firstElementChild.textContent = State.short(Marks.scale(width).time(pixel));
  }

  /** Brings a row into the visible part. */
  function scrollTo(row) {
    const head = box.querySelector('.head').offsetHeight;
    if (row.y < box.scrollTop) box.scrollTop = row.y - 8;
    const below = row.y + row.height + head - box.clientHeight;
    if (below > box.scrollTop) box.scrollTop = below + 8;
    draw();
  }

  /** The drawn group of a mark, or of the label of a row. */
  function nodeOf(row, mark) {
    const lane = shown.get(row);
    if (lane === undefined) return null;
    return mark === null
      ? lane.node.querySelector('.label .object') || lane.node.querySelector('.label button')
      : lane.plot.querySelector(`[data-mark="${row.marks.indexOf(mark)}"]`);
  }

  /** Draws for paper, which has another width and does not scroll, or for the screen again. */
  function paper(on) {
    onPaper = on && Rows.all().length <= MOST_ON_PAPER;
    document.documentElement.classList.toggle('paper', on);
    measure();
    look(...State.view);
    draw();
    Overview.draw();
  }

  function start() {
    [box, canvas, list, axis, cursor] = ['lanes', 'canvas', 'list', 'axis', 'cursor'].map(byId);
    back = svg('svg', { class: 'back', 'aria-hidden': 'true' });
    canvas.prepend(back);
    document.body.append(Draw.patterns());
    Causes.start();
    // A wheel alone scrolls the page. With Ctrl or the command key it zooms, which a pinch on a touch pad is as well.
    zoom = d3
      .zoom()
      .scaleExtent([1, Math.max(1, (State.full[1] - State.full[0]) / 500)])
      .clickDistance(4)
      .filter((event) =>
        event.type === 'wheel'
          ? event.ctrlKey || event.metaKey
          : !event.button && event.clientX - canvas.getBoundingClientRect().left > labels,
      )
      .on('zoom', onZoom);
    measure();
    d3.select(canvas).call(zoom).on('dblclick.zoom', null);
    canvas.addEventListener('click', onClick);
    canvas.addEventListener('pointermove', onMove);
    canvas.addEventListener('pointerleave', () => {
      Tooltip.hide();
      cursor.hidden = true;
    });
    box.addEventListener('scroll', redraw, { passive: true });
    // Browsers differ in which of these they tell.
    window.addEventListener('beforeprint', () => paper(true));
    window.addEventListener('afterprint', () => paper(false));
    matchMedia('print').addEventListener('change', (event) => paper(event.matches));
    State.on('view selection clock', redraw);
    State.on('filter', rebuild);
    new ResizeObserver(() => {
      measure();
      look(...State.view);
      redraw();
    }).observe(box);
    rebuild();
  }

  return {
    start,
    rebuild,
    draw,
    look,
    fit,
    by,
    pan,
    scrollTo,
    nodeOf,
    markAt,
    labels: () => labels,
    width: () => width,
  };
})();
