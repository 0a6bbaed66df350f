/** The rows of the timeline: namespaces, and in them the trees of owners. Each object is a lane with tracks. */
const Rows = (() => {
  const HEAD = 28;
  const DETAILED = { warning: 19, normal: 17, pad: 5, least: 28, tracks: 5 };
  const COMPACT = { warning: 11, normal: 8, pad: 3, least: 25, tracks: 1 };
  const collapsed = new Set();
  let rows = [];
  let total = 0;
  let ofObject = new Map();
  let own = new Float64Array(0);
  let family = new Float64Array(0);

  /** Occurrences that match, for each object alone and with all that it owns. */
  function weigh() {
    const m = State.model;
    own = new Float64Array(m.objects);
    for (let e = 0; e < m.events; e++) if (Filter.matches(e)) own[m.object[e]] += m.count[e];
    family = own.slice();
    for (let o = m.objects - 1; o >= 0; o--) if (m.parent[o] >= 0) family[m.parent[o]] += family[o];
  }

  /** The object and all that it owns. A loop, because owners can be thousands of levels deep. */
  function familyOf(o) {
    const members = [o];
    for (let i = 0; i < members.length; i++)
      for (const child of State.model.childrenOf(members[i])) members.push(child);
    return members;
  }

  /** The states of matching events, by the time at which they began. */
  function statesOf(objects) {
    const m = State.model;
    const list = [];
    for (const o of objects) {
      for (const s of m.statesOfObject.of(o))
        if (m.added[s] > 0 && Filter.matches(m.event[s])) list.push(s);
    }
    return list.sort((a, b) => m.start[a] - m.start[b] || a - b);
  }

  /** One track for each reason of a warning, in the order of time, and one for all normal events. */
  function tracksOf(objects, detailed) {
    const m = State.model;
    const size = detailed ? DETAILED : COMPACT;
    const byReason = new Map();
    const normal = [];
    for (const s of statesOf(objects)) {
      const e = m.event[s];
      if (!m.warning[e]) {
        normal.push(s);
        continue;
      }
      let key = detailed ? m.reason[e] : 0;
      if (!byReason.has(key) && byReason.size >= size.tracks) key = [...byReason.keys()].pop();
      if (!byReason.has(key)) byReason.set(key, []);
      byReason.get(key).push(s);
    }
    const tracks = [...byReason.values()].map((states) => ({
      warning: true,
      states,
      height: size.warning,
    }));
    if (normal.length > 0) tracks.push({ warning: false, states: normal, height: size.normal });
    // What began first is on top, so that a cause is above its effect. In compact lanes warnings stay on top.
    if (detailed) tracks.sort((a, b) => m.start[a.states[0]] - m.start[b.states[0]]);
    let y = 0;
    for (const track of tracks) {
      track.mixed = track.states.some(
        (s) => m.reason[m.event[s]] !== m.reason[m.event[track.states[0]]],
      );
      track.states.sort((a, b) => m.start[a] - m.start[b] || a - b);
      track.y = y;
      y += track.height;
    }
    return { tracks, height: y, pad: size.pad };
  }

  /** Fills in the tracks of a row when it is shown first. */
  function tracks(row) {
    if (row.tracks === undefined) {
      const {
        tracks: list,
        height,
        pad,
      } = tracksOf(row.collapsed ? row.members() : [row.object], row.detailed);
      row.tracks = list;
      const top =
        list.length === 1 ? (row.height - 15) / 2 : Math.max(pad, (row.height - height) / 2);
      // A single track has room for a label.
      if (list.length === 1) list[0].height = 15;
      for (const track of list) track.y += top;
    }
    return row.tracks;
  }

  function add(row, height) {
    rows.push(Object.assign(row, { y: total, height, index: rows.length }));
    total += height;
    if (row.object >= 0) ofObject.set(row.object, row);
  }

  /** Adds the lanes of a tree, depth first. */
  function addTree(root) {
    const m = State.model;
    const open = [[root, 1]];
    const addChildren = (o, level) => {
      for (const child of m.childrenOf(o).slice().reverse()) open.push([child, level]);
    };
    while (open.length > 0) {
      const [o, level] = open.pop();
      const children = m.childrenOf(o);
      if (family[o] === 0 && (Filter.active() || children.length === 0)) continue;
      // An owner without events of its own and with one child would be an empty lane that says nothing new.
      if (own[o] === 0 && children.length === 1) addChildren(o, level);
      else if (!addObject(o, level).collapsed) addChildren(o, level + 1);
    }
  }

  function addObject(o, level) {
    const m = State.model;
    const key = 'o' + o;
    const folds = m.childrenOf(o).length > 0;
    const closed = folds && collapsed.has(key);
    const detailed = State.detailed && !closed;
    const row = {
      key,
      object: o,
      level,
      folds,
      collapsed: closed,
      detailed,
      weight: closed ? family[o] : own[o],
    };
    row.members = () => familyOf(o);
    // The number of tracks is known only from the events, and the height must be known for all rows.
    if (detailed) {
      const { tracks: list, height } = tracksOf([o], true);
      row.tracks = list;
      const size = Math.max(DETAILED.least, height + 2 * DETAILED.pad);
      for (const track of list) track.y += (size - height) / 2;
      add(row, size);
    } else {
      add(row, COMPACT.least);
    }
    return row;
  }

  function build() {
    const m = State.model;
    weigh();
    ofObject = new Map();
    rows = [];
    total = 0;
    const groups = new Map();
    for (const o of m.childrenOf(-1)) {
      const namespace = m.namespace[o];
      if (!groups.has(namespace)) groups.set(namespace, []);
      groups.get(namespace).push(o);
    }
    for (const [namespace, roots] of groups) {
      const weight = roots.reduce((sum, o) => sum + family[o], 0);
      if (weight === 0 && Filter.active()) continue;
      const key = 'n' + namespace;
      const closed = collapsed.has(key);
      const members = () => roots.flatMap((o) => familyOf(o));
      const name = m.strings[namespace];
      add(
        {
          key,
          object: -1,
          title: name,
          folds: true,
          collapsed: closed,
          detailed: false,
          level: 0,
          weight,
          members,
        },
        HEAD,
      );
      if (!closed) for (const o of roots) addTree(o);
    }
  }

  /** Kinds of Kubernetes that have no namespace. */
  const WIDE = new Set([
    ...['Node', 'Namespace', 'PersistentVolume', 'StorageClass', 'CSINode', 'PriorityClass'],
    ...['ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'APIService'],
    ...['IngressClass', 'RuntimeClass', 'VolumeAttachment', 'CertificateSigningRequest'],
  ]);

  /** The title of the group of objects without a namespace. */
  function without(row) {
    const m = State.model;
    const wide = row.members().every((o) => WIDE.has(m.strings[m.kind[o]]));
    return wide ? 'Cluster-wide' : 'Without namespace';
  }

  function toggle(key) {
    if (!collapsed.delete(key)) collapsed.add(key);
  }

  function collapseAll() {
    for (const row of rows) if (row.folds && row.object >= 0) collapsed.add(row.key);
  }

  /** Opens all groups around an object. */
  function reveal(o) {
    const m = State.model;
    collapsed.delete('n' + m.namespace[o]);
    for (let p = m.parent[o]; p >= 0; p = m.parent[p]) {
      collapsed.delete('o' + p);
      collapsed.delete('n' + m.namespace[p]);
    }
  }

  /** The index of the row at a height. */
  function at(y) {
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (rows[middle].y <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return {
    build,
    tracks,
    without,
    toggle,
    collapseAll,
    reveal,
    at,
    expandAll: () => collapsed.clear(),
    all: () => rows,
    height: () => total,
    ofObject: (o) => ofObject.get(o),
  };
})();
