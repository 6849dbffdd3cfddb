// What stands in the picture: single documents, collapsed groups, and the links between them.

// Whether a document passes the filters and exists on the chosen day.
function passes(number) {
  const node = nodes[number];
  if (number === data.root && state.day === null) return true; // without it, the rest has nothing to hang on
  const { statuses, levels, province, from, to } = state.filters;
  return levels.has(node.level) && statuses.has(statusOf(node))
    && (province === '' || node.province === province)
    && (from === null || (node.year !== null && node.year >= from))
    && (to === null || (node.year !== null && node.year <= to))
    && (state.day === null || (node.date ?? String(node.year ?? '')) <= state.day)
    && (node.depth !== null || inContext(number));
}

// Whether a document outside the chain is asked for: all of them, what had ended, or those around one document.
function inContext(number) {
  if (chainless || state.context) return true;
  if (state.ended && cited[number].some(index => edges[index].ended)) return true;
  return state.around.size > 0 && neighbours(number).some(other => state.around.has(other));
}

// The documents on show, by number. With roles filtered out, those that no other role holds leave too.
function shownNodes() {
  const shown = new Set();
  nodes.forEach((node, number) => { if (passes(number)) shown.add(number); });
  for (const number of foldedAway()) shown.delete(number);
  if (state.filters.relations.size === Object.keys(data.words.relations).length) return shown;
  const held = new Set([data.root]);
  for (const edge of edges) {
    if (state.filters.relations.has(edge.relation) && shown.has(edge.source) && shown.has(edge.target)) {
      held.add(edge.source).add(edge.target);
    }
  }
  return new Set([...shown].filter(number => held.has(number)));
}

const neighbours = number => [
  ...citing[number].map(index => edges[index].target),
  ...cited[number].map(index => edges[index].source),
];

// Neighbours of a folded document leave, unless another document that is not folded holds them too.
function foldedAway() {
  const away = new Set();
  for (const number of state.folded) {
    for (const other of neighbours(number)) {
      const kept = other === data.root || state.folded.has(other)
        || neighbours(other).some(third => third !== number && third !== other && !state.folded.has(third));
      if (!kept) away.add(other);
    }
  }
  return away;
}

// Each document's group key where it is collapsed.
function homes() {
  const home = new Map();
  for (const group of data.groups[state.grouping]) {
    if (state.opened.has(group.key)) continue;
    for (const member of group.members) if (!state.alone.has(member)) home.set(member, group.key);
  }
  return home;
}

// All boxes in reading order that are asked for, whether or not the filters show them: the picture does not jump while
// filtering.
function allItems(home) {
  const items = [];
  const asked = number => nodes[number].depth !== null || inContext(number);
  nodes.forEach((node, number) => { if (!home.has(number) && asked(number)) items.push({ ...node, bad: node.ended.length, id: number, members: [number] }); });
  for (const group of data.groups[state.grouping]) {
    const members = group.members.filter(member => home.get(member) === group.key && asked(member));
    if (members.length) items.push({ ...group, bad: members.filter(member => nodes[member].ended.length).length, id: group.key, members });
  }
  return items;
}

const onChain = edge => {
  const [source, target] = [nodes[edge.source].depth, nodes[edge.target].depth];
  return (edge.relation === 'based_on' || edge.relation === 'implements')
    && source !== null && target !== null && source * target >= 0;
};

// The links between the boxes on show, by id.
function allLinks(home, shown) {
  const links = new Map();
  edges.forEach((edge, index) => {
    if (!state.filters.relations.has(edge.relation) || !shown.has(edge.source) || !shown.has(edge.target)) return;
    const source = home.get(edge.source) ?? edge.source;
    const target = home.get(edge.target) ?? edge.target;
    if (source === target) return;
    const id = `${source}>${target}>${edge.relation}`;
    if (!links.has(id)) {
      links.set(id, { id, source, target, relation: edge.relation, edges: [], chain: false, ended: false, gathers: false });
    }
    const link = links.get(id);
    link.edges.push(index);
    link.ended ||= edge.ended;
    if (!onChain(edge)) return;
    link.chain = true;
    link.gathers ||= nodes[edge.target].depth >= 0;
  });
  const roles = Object.keys(data.words.relations);
  for (const link of links.values()) link.bundle = 2 * roles.indexOf(link.relation) + Number(link.ended);
  return links;
}
