/** The table of all events that match, or of the selected ones. */
const Table = (() => {
  const { byId, html, count, number } = Base;
  const PAGE = 100;
  const FATE = ['created', 'updated', 'combined', 'held back'];
  const sort = { column: 'first', up: true };
  let list = [];
  let page = 0;

  /** How to compare two events by a column. */
  function order() {
    const m = State.model;
    const text = (of) => {
      // Ranks are compared faster than texts, and many events share a text.
      const rank = new Map();
      [...new Set(list.map(of))]
        .sort((a, b) => (a < b ? -1 : 1))
        .forEach((value, i) => rank.set(value, i));
      return (e) => rank.get(of(e));
    };
    const keys = {
      first: (e) => m.first[e],
      last: (e) => m.last[e],
      count: (e) => m.count[e],
      type: text((e) => m.strings[m.type[e]]),
      reason: text((e) => m.strings[m.reason[e]]),
      object: text((e) => m.label(m.object[e])),
      message: text((e) => m.strings[m.message[e]]),
    };
    const key = keys[sort.column];
    return (a, b) => (key(a) - key(b)) * (sort.up ? 1 : -1) || a - b;
  }

  function collect() {
    const m = State.model;
    if (State.selection !== null) {
      list = State.selection.events.filter(Filter.matches);
    } else {
      list = [];
      for (let e = 0; e < m.events; e++) if (Filter.matches(e)) list.push(e);
    }
    // Events are sorted by their first time already.
    if (sort.column !== 'first' || !sort.up || State.selection !== null) list.sort(order());
    page = 0;
    draw();
  }

  function fate(e) {
    const times = [0, 0, 0, 0];
    for (const s of State.model.statesOf.of(e)) times[State.model.decision[s]]++;
    return times
      .map((n, d) => (n === 0 ? '' : n === 1 ? FATE[d] : `${number(n)} ${FATE[d]}`))
      .filter((text) => text !== '')
      .join(', ');
  }

  function row(e) {
    const m = State.model;
    const type = m.strings[m.type[e]];
    const [first, last] = State.both(m.first[e], m.last[e]);
    const selected = State.selection !== null && State.selection.set.has(e);
    const name = `${type} ${m.strings[m.reason[e]]} of ${m.label(m.object[e])}`;
    return html(
      'tr',
      { class: m.warning[e] ? 'warning' : 'normal', 'data-event': e, id: 'event-' + e },
      html(
        'td',
        { class: 'time' },
        html(
          'button',
          {
            class: 'find',
            'data-find': e,
            title: 'Show in timeline',
            'aria-label': `Show in timeline: ${name}`,
            'aria-pressed': String(selected),
          },
          first,
        ),
      ),
      html('td', { class: 'time' }, m.last[e] > m.first[e] ? last : ''),
      html('td', {}, html('span', { class: 'type' }, type)),
      html('td', { class: 'reason' }, html('span', { class: 'clip' }, m.strings[m.reason[e]])),
      html(
        'td',
        { class: 'object' },
        html(
          'span',
          { class: 'clip' },
          html('span', { class: 'kind' }, m.strings[m.kind[m.object[e]]]),
          ' ',
          m.path(m.object[e]),
        ),
      ),
      html('td', { class: 'count' }, number(m.count[e])),
      html(
        'td',
        { class: 'message' },
        m.strings[m.message[e]],
        html(
          'span',
          { class: 'fate' },
          [m.strings[m.component[e]], fate(e)].filter((text) => text).join(' · '),
        ),
      ),
    );
  }

  function draw() {
    const pages = Math.max(1, Math.ceil(list.length / PAGE));
    const from = page * PAGE;
    byId('rows').replaceChildren(...list.slice(from, from + PAGE).map(row));
    const what =
      State.selection !== null && Filter.active()
        ? `of ${number(State.selection.events.length)} selected events match`
        : State.selection !== null
          ? count(list.length, 'selected event')
          : count(list.length, Filter.active() ? 'matching event' : 'distinct event');
    const shown =
      State.selection !== null && Filter.active()
        ? `${number(list.length)} ${what}`
        : list.length === 0
          ? 'No event matches.'
          : what;
    byId('table-count').textContent =
      list.length > PAGE
        ? `${shown}, rows ${number(from + 1)} to ${number(Math.min(from + PAGE, list.length))}`
        : shown;
    for (const pager of document.querySelectorAll('.pager')) pager.hidden = pages < 2;
    for (const text of document.querySelectorAll('.page'))
      text.textContent = `Page ${number(page + 1)} of ${number(pages)}`;
    for (const button of document.querySelectorAll('[data-page]')) {
      const target = { first: 0, back: page - 1, next: page + 1, last: pages - 1 }[
        button.dataset.page
      ];
      button.disabled = target < 0 || target >= pages || target === page;
      button.onclick = () => {
        page = target;
        draw();
      };
    }
    for (const head of document.querySelectorAll('#table th[data-sort]')) {
      const mine = head.dataset.sort === sort.column;
      if (mine) head.setAttribute('aria-sort', sort.up ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    }
  }

  function start() {
    for (const head of document.querySelectorAll('#table th[data-sort]')) {
      head.firstElementChild.addEventListener('click', () => {
        const column = head.dataset.sort;
        sort.up = sort.column === column ? !sort.up : column !== 'count';
        sort.column = column;
        collect();
      });
    }
    byId('rows').addEventListener('click', (event) => {
      const find = event.target.closest('[data-find]');
      if (find === null) return;
      const e = Number(find.dataset.find);
      Details.selectEvent(e);
      Details.showInTimeline(e, State.model.object[e]);
    });
    State.on('filter selection', collect);
    State.on('filter', () => {
      byId('live').textContent = byId('matching').textContent;
    });
    State.on('clock', draw);
    collect();
  }

  return { start };
})();
