/** The switches and numbers at the head of the page and of the timeline. */
const Controls = (() => {
  const { byId, html, number } = Base;

  function theme() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    let chosen = '';
    const button = byId('theme');
    const show = () => {
      const now = chosen || (dark.matches ? 'dark' : 'light');
      document.documentElement.dataset.theme = now;
      button.setAttribute('aria-pressed', String(now === 'dark'));
    };
    button.addEventListener('click', () => {
      chosen = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
      show();
    });
    dark.addEventListener('change', show);
    // Paper is light.
    window.addEventListener('beforeprint', () => {
      document.documentElement.dataset.theme = 'light';
    });
    window.addEventListener('afterprint', show);
    show();
  }

  function clock() {
    const button = byId('clock');
    const show = () => {
      byId('clock-text').textContent = State.utc ? 'UTC' : 'Local time';
      byId('range').textContent = State.range(0, State.model.end - State.model.from);
    };
    button.addEventListener('click', () => {
      State.utc = !State.utc;
      show();
      State.tell('clock');
    });
    show();
  }

  function numbers() {
    const m = State.model;
    let warnings = 0;
    for (let e = 0; e < m.events; e++) if (m.warning[e]) warnings += m.count[e];
    const withEvents = new Set(m.object).size;
    const parts = [
      [m.data.read.events, 'events read', 'event read'],
      [m.events, 'distinct events', 'distinct event'],
      [m.occurrences, 'occurrences', 'occurrence'],
      [withEvents, 'objects', 'object'],
      [warnings, 'warnings', 'warning', 'warning'],
      [m.storms.length, 'storms', 'storm', 'storm'],
    ];
    byId('numbers').replaceChildren(
      ...parts.map(([n, many, one, type]) =>
        html(
          'li',
          { class: n > 0 ? type || null : null },
          html('b', {}, number(n)),
          ' ',
          n === 1 ? one : many,
        ),
      ),
    );
  }

  /** Few objects have room for one track per reason. */
  function lanes() {
    const buttons = document.querySelectorAll('[data-lanes]');
    const show = () =>
      buttons.forEach((button) =>
        button.setAttribute(
          'aria-pressed',
          String((button.dataset.lanes === 'detailed') === State.detailed),
        ),
      );
    for (const button of buttons) {
      button.addEventListener('click', () => {
        State.detailed = button.dataset.lanes === 'detailed';
        show();
        Timeline.rebuild();
      });
    }
    State.detailed = State.model.objects <= 60 && State.model.states <= 20000;
    show();
    byId('zoom-in').addEventListener('click', () => Timeline.by(0.5));
    byId('zoom-out').addEventListener('click', () => Timeline.by(2));
    byId('zoom-fit').addEventListener('click', Timeline.fit);
    byId('collapse').addEventListener('click', () => {
      Rows.collapseAll();
      Timeline.rebuild();
    });
    byId('expand').addEventListener('click', () => {
      Rows.expandAll();
      Timeline.rebuild();
    });
  }

  /** When long times without events lie between the events, a button for each period with events. */
  function periods() {
    const list = Model.periods(State.model);
    const box = byId('periods');
    const show = () =>
      box.replaceChildren(
        'Periods with events: ',
        ...list.map(([from, to]) => {
          const room = Math.max(2000, (to - from) * 0.04);
          return html(
            'button',
            { on: { click: () => Timeline.look(from - room, to + room) } },
            State.range(from, to),
          );
        }),
      );
    box.hidden = list.length === 0;
    State.on('clock', show);
    show();
  }

  return { theme, clock, numbers, lanes, periods };
})();
