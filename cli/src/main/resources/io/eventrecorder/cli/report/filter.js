/** Which events match. The timeline, the table and the lists of talkers all show the result. */
const Filter = (() => {
  const chosen = {
    text: '',
    warning: true,
    normal: true,
    namespace: '',
    kind: '',
    reason: '',
    object: -1,
  };
  let matches = new Uint8Array(0);
  let matching = { events: 0, occurrences: 0 };

  /** For each string of the data, whether it has the term. Messages repeat, so this is less work than rows. */
  const stringsWith = (term) =>
    Uint8Array.from(State.model.strings, (text) => (text.toLowerCase().includes(term) ? 1 : 0));

  /** For each term a test of an event. The path of an object ("shop/web-0") is a text as well. */
  function textTests() {
    const m = State.model;
    const terms = chosen.text
      .toLowerCase()
      .split(/\s+/)
      .filter((term) => term !== '');
    return terms.map((term) => {
      const has = stringsWith(term);
      const object = new Uint8Array(m.objects);
      for (let o = 0; o < m.objects; o++) {
        object[o] = has[m.kind[o]] || m.label(o).toLowerCase().includes(term) ? 1 : 0;
      }
      return (e) =>
        object[m.object[e]] ||
        has[m.reason[e]] ||
        has[m.message[e]] ||
        has[m.type[e]] ||
        has[m.component[e]];
    });
  }

  /** The object and all that it owns. */
  function family(object) {
    const m = State.model;
    const members = new Uint8Array(m.objects);
    // Objects are in display order, so a parent comes before its children.
    for (let o = 0; o < m.objects; o++) {
      members[o] = o === object || (m.parent[o] >= 0 && members[m.parent[o]]) ? 1 : 0;
    }
    return members;
  }

  function compute() {
    const m = State.model;
    const tests = textTests();
    const members = chosen.object < 0 ? null : family(chosen.object);
    const equal = (column, e, value) => value === '' || m.strings[column[e]] === value;
    matches = new Uint8Array(m.events);
    matching = { events: 0, occurrences: 0 };
    for (let e = 0; e < m.events; e++) {
      const o = m.object[e];
      if (m.warning[e] ? !chosen.warning : !chosen.normal) continue;
      if (members !== null && !members[o]) continue;
      if (!equal(m.reason, e, chosen.reason) || !equal(m.kind, o, chosen.kind)) continue;
      if (!equal(m.namespace, o, chosen.namespace)) continue;
      if (!tests.every((test) => test(e))) continue;
      matches[e] = 1;
      matching.events++;
      matching.occurrences += m.count[e];
    }
  }

  function set(change) {
    Object.assign(chosen, change);
    compute();
    State.tell('filter');
  }

  const clear = () =>
    set({ text: '', warning: true, normal: true, namespace: '', kind: '', reason: '', object: -1 });

  const active = () =>
    chosen.text.trim() !== '' ||
    !chosen.warning ||
    !chosen.normal ||
    chosen.namespace !== '' ||
    chosen.kind !== '' ||
    chosen.reason !== '' ||
    chosen.object >= 0;

  /** The distinct values of a column, sorted. */
  function values(column) {
    const m = State.model;
    return [...new Set(column)]
      .map((s) => m.strings[s])
      .filter((text) => text !== '')
      .sort();
  }

  function options(select, all, texts) {
    select.replaceChildren(Base.html('option', { value: '' }, all));
    for (const text of texts) select.append(Base.html('option', { value: text }, text));
    select.closest('label').hidden = texts.length < 2;
  }

  function showControls() {
    const m = State.model;
    const { byId, count } = Base;
    if (byId('search').value.trim() !== chosen.text.trim()) byId('search').value = chosen.text;
    byId('show-warning').setAttribute('aria-pressed', chosen.warning);
    byId('show-normal').setAttribute('aria-pressed', chosen.normal);
    for (const name of ['namespace', 'kind', 'reason']) byId('choose-' + name).value = chosen[name];
    const chip = byId('object-chip');
    chip.hidden = chosen.object < 0;
    if (chosen.object >= 0) chip.firstElementChild.textContent = m.label(chosen.object);
    byId('clear').hidden = !active();
    const all = count(m.events, 'event');
    byId('matching').textContent = active()
      ? `${Base.number(matching.events)} of ${all} match, ${count(matching.occurrences, 'occurrence')}`
      : `${all}, ${count(m.occurrences, 'occurrence')}`;
  }

  function start() {
    const m = State.model;
    const { byId } = Base;
    const kinds = m.object.map((o) => m.kind[o]);
    options(
      byId('choose-namespace'),
      'All namespaces',
      values(m.object.map((o) => m.namespace[o])),
    );
    options(byId('choose-kind'), 'All kinds', values(kinds));
    options(byId('choose-reason'), 'All reasons', values(m.reason));
    const search = byId('search');
    search.addEventListener(
      'input',
      Base.afterPause(m.events > 20000 ? 150 : 60, () => set({ text: search.value })),
    );
    for (const type of ['warning', 'normal']) {
      byId('show-' + type).addEventListener('click', () => set({ [type]: !chosen[type] }));
    }
    for (const name of ['namespace', 'kind', 'reason']) {
      byId('choose-' + name).addEventListener('change', (event) =>
        set({ [name]: event.target.value }),
      );
    }
    byId('object-chip').addEventListener('click', () => set({ object: -1 }));
    byId('clear').addEventListener('click', clear);
    State.on('filter', showControls);
    compute();
    showControls();
  }

  return {
    start,
    set,
    clear,
    active,
    chosen,
    matches: (e) => matches[e] === 1,
    matching: () => matching,
  };
})();
