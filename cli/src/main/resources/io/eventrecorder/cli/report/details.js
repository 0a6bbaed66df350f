/** The selection: its facts below the timeline, its events in the table, its address in the location bar. */
const Details = (() => {
  const { byId, html, count, number } = Base;
  const LIST = 6;
  let before = null;

  function select(events, title, subtitle, only, inMark = 0) {
    before = document.activeElement;
    State.select({ inMark, events, set: new Set(events), title, subtitle, only });
  }

  /** What the button "Only …" filters by: {text, filter}, or null. */
  const onlyObject = (o, text = 'Only this object') => ({ text, filter: { object: o } });

  /** Selects events of an object, of several objects below an owner, or of a namespace. */
  function selectEvents(events, title, row, inMark = 0) {
    const m = State.model;
    const objects = new Set(events.map((e) => m.object[e]));
    const [first] = objects;
    if (objects.size === 1) {
      select(events, title, m.label(first), onlyObject(first), inMark);
    } else if (row !== undefined && row.object >= 0) {
      const text = `${count(objects.size, 'object')} of ${m.label(row.object)}`;
      select(events, title, text, onlyObject(row.object, 'Only this group'), inMark);
    } else {
      const namespace = row === undefined ? '' : row.title;
      const only = { text: 'Only this namespace', filter: { namespace } };
      const text = count(objects.size, 'object') + (namespace ? ` in namespace ${namespace}` : '');
      select(events, title, text, namespace ? only : null, inMark);
    }
    remember(events, objects.size > 1 && row && row.object >= 0 ? row.object : first);
  }

  const selectMark = (row, mark) =>
    selectEvents(Marks.eventsOf(mark), Marks.sentence(mark), row, mark.occurrences);

  function selectObject(o) {
    const m = State.model;
    const events = [...m.eventsOf.of(o)];
    const occurrences = events.reduce((sum, e) => sum + m.count[e], 0);
    select(
      events,
      m.label(o),
      `${count(events.length, 'distinct event')}, ${count(occurrences, 'occurrence')}`,
      onlyObject(o),
    );
    remember(null, o);
  }

  function selectEvent(e) {
    const m = State.model;
    const times = m.count[e] > 1 ? `, ${number(m.count[e])} times` : '';
    selectEvents(
      [e],
      `${m.strings[m.type[e]]} ${m.strings[m.reason[e]]}${times} ${State.span(m.first[e], m.last[e])}`,
    );
  }

  /** Puts the selection into the address, so that the address can be sent to a colleague who has the file. */
  function remember(events, object) {
    const hash =
      events === null
        ? `#object=${object}`
        : events.length <= 40
          ? `#event=${events.join(',')}`
          : `#object=${object}`;
    replace(hash);
  }

  function replace(hash) {
    try {
      history.replaceState(null, '', hash);
    } catch (e) {
      // Some browsers refuse this for files. The selection works without an address.
    }
  }

  function clear() {
    if (State.selection === null) return;
    State.select(null);
    byId('live').textContent = '';
    replace('#');
    if (before !== null && before.isConnected) before.focus({ preventScroll: true });
  }

  /** Selects what the address names. */
  function fromAddress() {
    const m = State.model;
    const match = /^#(event|object)=([\d,]+)$/.exec(location.hash);
    if (match === null) return;
    const all = match[1] === 'event' ? m.events : m.objects;
    const numbers = match[2]
      .split(',')
      .map(Number)
      .filter((n) => n < all);
    if (numbers.length === 0) return;
    if (match[1] === 'object') {
      selectObject(numbers[0]);
      showInTimeline(null, numbers[0]);
    } else {
      if (numbers.length === 1) selectEvent(numbers[0]);
      else selectEvents(numbers, count(numbers.length, 'event'));
      showInTimeline(numbers[0], m.object[numbers[0]]);
    }
  }

  /** Scrolls the timeline to the lane of an object, and to the time of an event. */
  function showInTimeline(e, object) {
    const m = State.model;
    if (e !== null && !Filter.matches(e)) Filter.clear();
    Rows.reveal(object);
    Timeline.rebuild();
    const row = Rows.ofObject(object);
    if (e !== null) {
      const [from, to] = State.view;
      const outside = m.last[e] < from || m.first[e] > to;
      if (outside) Timeline.look(m.first[e] - (to - from) / 2, m.first[e] + (to - from) / 2);
    }
    if (row !== undefined) Timeline.scrollTo(row);
    byId('timeline').scrollIntoView({ block: 'start' });
  }

  /** The messages of the selection with their times: the most frequent first. */
  function messages(events) {
    const m = State.model;
    const order = events.slice().sort((a, b) => m.count[b] - m.count[a] || m.first[a] - m.first[b]);
    const items = order
      .slice(0, LIST)
      .map((e) =>
        html(
          'li',
          { class: m.warning[e] ? 'warning' : 'normal' },
          html(
            'span',
            { class: 'times' },
            m.count[e] > 1 ? `×${number(m.count[e])}` : State.short(m.first[e]),
          ),
          html('span', {}, html('b', {}, m.strings[m.reason[e]]), ' ', m.strings[m.message[e]]),
        ),
      );
    return [
      html('ul', { class: 'messages' }, ...items),
      order.length > LIST
        ? html(
            'p',
            { class: 'more' },
            `and ${count(order.length - LIST, 'more event')}, in the table below`,
          )
        : null,
    ];
  }

  function facts(events) {
    const m = State.model;
    const fates = [0, 0, 0, 0];
    let occurrences = 0;
    let first = Infinity;
    let last = -Infinity;
    const components = new Set();
    for (const e of events) {
      occurrences += m.count[e];
      first = Math.min(first, m.first[e]);
      last = Math.max(last, m.last[e]);
      components.add(m.strings[m.component[e]]);
      for (const s of m.statesOf.of(e)) fates[m.decision[s]]++;
    }
    components.delete('');
    const { inMark } = State.selection;
    const [from, to] = State.both(first, last);
    const part = inMark > 0 && inMark < occurrences ? ` (${number(inMark)} in this mark)` : '';
    const names = ['created', 'updated', 'combined', 'held back'];
    const fate = names
      .map((name, d) => (fates[d] > 0 ? `${number(fates[d])} ${name}` : ''))
      .filter((text) => text !== '')
      .join(', ');
    const rows = [
      ['Occurrences', number(occurrences) + part],
      ['First', from],
      ['Last', to],
      ['Lasted', last > first ? Base.duration(last - first) : ''],
      ['Reported by', [...components].slice(0, 3).join(', ')],
      ['Current settings', fate],
    ];
    return html(
      'dl',
      {},
      ...rows
        .filter(([, value]) => value !== '')
        .flatMap(([name, value]) => [html('dt', {}, name), html('dd', {}, value)]),
    );
  }

  function show() {
    const dock = byId('details');
    const selection = State.selection;
    dock.hidden = selection === null;
    byId('selection-chip').hidden = selection === null;
    if (selection === null) return;
    byId('details-title').textContent = selection.title;
    byId('details-object').textContent = selection.subtitle;
    const events = selection.events;
    const m = State.model;
    byId('details-body').replaceChildren(
      facts(events),
      html('div', {}, ...messages(events).filter((node) => node !== null)),
    );
    byId('details-zoom').onclick = () => {
      const first = d3.min(events, (e) => m.first[e]);
      const last = d3.max(events, (e) => m.last[e]);
      const room = Math.max((last - first) * 0.1, 5000);
      Timeline.look(first - room, last + room);
    };
    byId('details-only').hidden = selection.only === null;
    if (selection.only !== null) {
      byId('details-only').textContent = selection.only.text;
      byId('details-only').onclick = () => Filter.set(selection.only.filter);
    }
    showNumber();
    byId('live').textContent = `Selected: ${selection.title}. ${inTable()} in the table.`;
  }

  /** How many of the selected events the table shows: those that match the filter. */
  function inTable() {
    const { events } = State.selection;
    const n = events.filter(Filter.matches).length;
    return n === events.length
      ? count(n, 'event')
      : `${number(n)} of ${count(events.length, 'event')}`;
  }

  function showNumber() {
    if (State.selection === null) return;
    byId('selection-chip').firstElementChild.textContent =
      `Selected: ${count(State.selection.events.length, 'event')}`;
    byId('details-table').textContent = `Show ${inTable()} in the table`;
  }

  function start() {
    State.on('selection clock', show);
    State.on('filter', showNumber);
    byId('details-close').addEventListener('click', clear);
    byId('selection-chip').addEventListener('click', clear);
    byId('details-table').addEventListener('click', () => {
      byId('events').scrollIntoView({ block: 'start' });
      byId('events-title').focus({ preventScroll: true });
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      Tooltip.hide();
      if (event.target.id === 'search' && event.target.value !== '') return;
      clear();
    });
    window.addEventListener('hashchange', fromAddress);
  }

  return { start, selectMark, selectObject, selectEvent, showInTimeline, fromAddress, clear };
})();
