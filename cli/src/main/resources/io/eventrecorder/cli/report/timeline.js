/** The timeline: only the lanes near the visible part exist in the page, so thousands of lanes are no burden. */
const Timeline = (() => {
  const { byId, html, svg } = Base;
  const NEAR = 300;
  const shown = new Map();
  let box, canvas, list, axis, back, tip, cursor;
  let zoom;
  let labels = 0;
  let width = 0;
  let causes = [];

  /**
   * Pairs of cause and effect: an event of an owner whose message names an object that it owns, shortly before the
   * first event of that object. Only such a pair is drawn as a line.
   */
  function findCauses() {
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

  function measure() {
    const line = byId('lane-label-width');
    labels = line.getBoundingClientRect().width;
    width = Math.max(120, canvas.clientWidth - labels);
    zoom.extent([[labels, 0], [labels + width, 1]]).translateExtent([[labels, 0], [labels + width, 1]]);
  }

  const fullScale = () => d3.scaleLinear().domain(State.full).range([labels, labels + width]);

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
    d3.select(canvas).call(zoom.transform, d3.zoomIdentity.translate(labels - x(start) * k, 0).scale(k));
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

  function label(row) {
    const m = State.model;
    const sign = row.folds
      ? html('button', { class: 'fold', tabindex: -1, 'data-fold': row.key, 'aria-expanded': String(!row.collapsed) },
        svg('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, svg('path', { d: 'M3 1.5L7 5L3 8.5' })),
        html('span', { class: 'off-screen' }, nameOf(row)))
      : html('span', { class: 'fold' });
    const number = row.weight > 0 ? html('span', { class: 'weight', title: 'Occurrences' }, Base.number(row.weight)) : null;
    if (row.object < 0) {
      const name = row.title === '' ? 'Cluster-wide' : row.title;
      return html('div', { class: 'label' }, sign, html('b', {}, name), row.title === '' ? null : html('span', { class: 'kind' }, 'namespace'), number);
    }
    const link = m.link[row.object] ? m.strings[m.link[row.object]] : '';
    const title = m.label(row.object) + (link ? ` (owner known by ${link})` : '');
    const name = m.strings[m.name[row.object]];
    const main = html('button', { class: 'object', tabindex: -1, 'data-object': row.object, title },
      html('span', { class: 'kind' }, m.strings[m.kind[row.object]]), html('span', { class: 'name' }, ...shorten(row.object, name)));
    const box = html('div', { class: 'label' }, sign, main, number);
    box.style.paddingInlineStart = `${Math.min(row.level - 1, 5) * 16}px`;
    return box;
  }

  /** The part of a name that the owner has as well is dimmed, because the rest tells objects apart. */
  function shorten(o, name) {
    const m = State.model;
    const parent = m.parent[o] >= 0 ? m.strings[m.name[m.parent[o]]] : '';
    if (parent === '' || !name.startsWith(parent) || name.length === parent.length) return [html('span', { class: 'rest' }, name)];
    return [html('span', { class: 'same' }, parent), html('span', { class: 'rest' }, name.slice(parent.length))];
  }

  function nameOf(row) {
    if (row.object >= 0) return State.model.label(row.object);
    return row.title === '' ? 'Cluster-wide objects' : `Namespace ${row.title}`;
  }

  function laneNode(row) {
    const m = State.model;
    const name = nameOf(row);
    const storms = row.object < 0 ? 0 : m.storms.filter((storm) => storm.object === row.object).length;
    const node = html('div', { class: row.object < 0 ? 'lane group' : `lane${row.detailed ? '' : ' compact'}`, role: 'listitem',
      'aria-label': `${name}, ${Base.count(row.weight, 'occurrence')}${storms > 0 ? `, ${Base.count(storms, 'storm')}` : ''}` }, label(row));
    const plot = svg('svg', { class: 'plot', role: 'group', 'aria-label': `Events of ${name}` });
    node.append(plot);
    node.style.height = row.height + 'px';
    node.style.top = row.y + 'px';
    return { node, plot, row };
  }

  function drawBack(x, top, bottom) {
    const height = bottom - top;
    back.setAttribute('viewBox', `0 ${top} ${width} ${height}`);
    Object.assign(back.style, { top: top + 'px', left: labels + 'px', width: width + 'px', height: height + 'px' });
    const lines = Axis.ticks(x).map((time) => svg('path', { class: 'grid', d: `M${Math.round(x(time)) + 0.5} ${top}V${bottom}` }));
    const arrows = [];
    for (const { cause, effect } of causes) {
      if (!near(cause, top, bottom) && !near(effect, top, bottom)) continue;
      const from = place(cause, x);
      const to = from === null ? null : place(effect, x);
      if (to === null || to.y < top || from.y > bottom || to.x < -20 || from.x > width + 20) continue;
      // The line leaves the cause downwards and reaches the effect from the left.
      const bend = Math.min(from.x, to.x - 11);
      arrows.push(svg('path', { class: 'cause', d: `M${bend} ${from.y}V${to.y - 6}q0 6 6 6H${to.x - 6}` }));
      arrows.push(svg('path', { class: 'tip', d: `M${to.x - 5} ${to.y}l-5 -3.2v6.4z` }));
    }
    back.replaceChildren(...lines, ...arrows);
  }

  /** Draws the lanes near the visible part anew. */
  function draw() {
    const top = Math.max(0, box.scrollTop - NEAR);
    const bottom = Math.min(Rows.height(), box.scrollTop + box.clientHeight + NEAR);
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
        const lane = laneNode(row);
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
    for (const lane of shown.values()) if (lane.plot === plot) return { row: lane.row, mark: lane.row.marks[group.dataset.mark], group };
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

  function showTip(group, hit) {
    const message = Marks.message(hit.mark);
    tip.replaceChildren(html('b', {}, Marks.sentence(hit.mark)), message ? html('span', {}, message) : null, html('em', {}, 'Current settings: ' + Marks.fate(hit.mark)));
    tip.hidden = false;
    const area = group.querySelector('.hit').getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min((Math.max(area.left, labels) + Math.min(area.right, innerWidth)) / 2 - size.width / 2, innerWidth - size.width - 16));
    const above = area.top - size.height - 8;
    Object.assign(tip.style, { left: left + 'px', top: (above > 0 ? above : area.bottom + 8) + 'px' });
  }

  const hideTip = () => { tip.hidden = true; };

  function onMove(event) {
    const hit = markAt(event.target);
    if (hit === null) hideTip();
    else showTip(hit.group, hit);
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
    return mark === null ? lane.node.querySelector('.label .object') || lane.node.querySelector('.label button') : lane.plot.querySelector(`[data-mark="${row.marks.indexOf(mark)}"]`);
  }

  function start() {
    [box, canvas, list, axis, tip, cursor] = ['lanes', 'canvas', 'list', 'axis', 'tip', 'cursor'].map(byId);
    back = svg('svg', { class: 'back', 'aria-hidden': 'true' });
    canvas.prepend(back);
    document.body.append(Draw.patterns());
    causes = findCauses();
    // A wheel alone scrolls the page. With Ctrl or the command key it zooms, which a pinch on a touch pad is as well.
    zoom = d3.zoom().scaleExtent([1, Math.max(1, (State.full[1] - State.full[0]) / 500)]).clickDistance(4)
      .filter((event) => (event.type === 'wheel' ? event.ctrlKey || event.metaKey : !event.button && event.clientX - canvas.getBoundingClientRect().left > labels))
      .on('zoom', onZoom);
    measure();
    d3.select(canvas).call(zoom).on('dblclick.zoom', null);
    canvas.addEventListener('click', onClick);
    canvas.addEventListener('pointermove', onMove);
    canvas.addEventListener('pointerleave', () => { hideTip(); cursor.hidden = true; });
    box.addEventListener('scroll', redraw, { passive: true });
    State.on('view selection clock', redraw);
    State.on('filter', rebuild);
    new ResizeObserver(() => { measure(); look(...State.view); redraw(); }).observe(box);
    rebuild();
  }

  return { start, rebuild, redraw, look, fit, by, pan, scrollTo, nodeOf, showTip, hideTip, markAt, labels: () => labels, width: () => width };
})();
