// The card beside the canvas: a document, a collapsed group, or a citation with its words.

function select(id, { focus = false } = {}) {
  state.selected = id;
  state.edge = null;
  remark();
  showCard(focus);
  announce(nameOfItem(id));
}

function selectEdge(id, { focus = false } = {}) {
  state.edge = id;
  state.selected = null;
  remark();
  showCard(focus);
}

// Goes to a document wherever it is, out of its group if need be.
function goTo(number, options) {
  reveal([number]);
  bringIn(number);
  select(number, options);
}

// Makes sure that documents stand on their own in the picture and that no filter hides them.
function reveal(numbers) {
  const hidden = numbers.filter(number => !view.shown.has(number));
  if (hidden.length) {
    state.folded.clear();
    if (hidden.some(number => !passes(nodes[number]) || !view.shown.has(number))) resetFilters();
  }
  const grouped = numbers.filter(number => view.home.has(number));
  for (const number of grouped) state.alone.add(number);
  if (hidden.length || grouped.length) refresh({ reshape: true });
}

function clearSelection() {
  state.selected = null;
  state.edge = null;
  remark();
  byId('card').hidden = true;
}

function closeCard() {
  clearSelection();
  byId('picture').focus({ preventScroll: true });
}

const announce = text => { byId('announced').textContent = text; };

function nameOfItem(id) {
  const item = view.items.get(id);
  return typeof id === 'number' ? `${fullName(item)} · ${nameOf('statuses', statusOf(item))}` : groupName(item);
}

const groupName = group => word('group', { n: group.members.length, name: group.name || word('unplaced') });

function showCard(focus = false) {
  const card = byId('card');
  const link = view.links.get(state.edge);
  if (state.edge !== null && link) card.replaceChildren(...edgeCard(link));
  else if (typeof state.selected === 'number') card.replaceChildren(...documentCard(state.selected));
  else if (state.selected !== null) card.replaceChildren(...groupCard(view.items.get(state.selected)));
  else { card.hidden = true; return; }
  if (card.hidden) {
    card.hidden = false;
    network.setSize('100%', '100%');
    network.redraw();
    keepIn(state.selected);
  }
  card.scrollTop = 0;
  if (focus) card.querySelector('h2').focus();
}

const heading = (...content) => element('div', { class: 'head' }, element('h2', { tabindex: '-1' }, ...content),
  element('button', { type: 'button', class: 'close', onclick: closeCard }, word('close')));
const row = (name, ...value) => [element('dt', {}, name), element('dd', {}, ...value)];

function documentCard(number) {
  const node = nodes[number];
  const look = data.words.statuses[statusOf(node)];
  const rows = [
    row(field('type_label'), quoted(node.type_label)),
    row(field('number'), quoted(node.number)),
    row(field('issuer'), quoted(node.issuer)),
    row(field('date'), quoted(when(node))),
    row(field('level'), nameOf('levels', node.level)),
    row(field('province'), quoted(node.province)),
    row(field('status'), `${look.icon} ${nameOf('statuses', statusOf(node))}`, node.status_reason && state.day === null ? element('div', {}, quoted(node.status_reason)) : null),
    row(field('source'), quoted(node.source)),
    row(word('citations'), String(node.citations)),
    node.depth === null ? [] : row(field('depth'), number === data.root ? word('root') : String(node.depth)),
  ];
  const folded = state.folded.has(number);
  return [
    heading(quoted(node.label)),
    element('p', {}, quoted(node.title ?? word('untitled'))),
    element('dl', {}, ...rows.filter(each => each[1]?.textContent).flat()),
    node.inferred ? element('p', { class: 'inferred' }, `${word('inferred')}: `, quoted(node.inferred)) : null,
    node.conflicts.length ? element('p', { class: 'warning' }, `⚠ ${word('conflict')}: ${node.conflicts.map(field).join(', ')}`) : null,
    element('p', {},
      element('button', { type: 'button', onclick: () => toggle(number) }, word(folded ? 'expand' : 'collapse')), ' ',
      element('button', { type: 'button', onclick: () => startPath(number) }, word('path_from_here'))),
    ...neighbourList(word('stands_on'), citing[number], 'target'),
    ...neighbourList(word('cited_by'), cited[number], 'source'),
    ...claimTable(node),
  ].filter(Boolean);
}

const LISTED = 40;

function neighbourList(name, indexes, end) {
  const others = new Map();
  for (const index of indexes) others.set(edges[index][end], [...(others.get(edges[index][end]) ?? []), index]);
  if (!others.size) return [];
  const line = ([number, via]) => element('li', {},
    element('button', { type: 'button', class: 'link', onclick: () => goTo(number, { focus: true }) }, quoted(fullName(nodes[number]))),
    ...via.map(index => element('div', {}, `${nameOf('relations', edges[index].relation)} `,
      element('button', { type: 'button', class: 'link evidence', onclick: () => goToEdge(index) }, word('evidence')))));
  const lines = [...others];
  const list = element('ul', {}, ...lines.slice(0, LISTED).map(line));
  if (lines.length > LISTED) {
    const more = element('button', { type: 'button', class: 'link' }, word('more', { n: lines.length - LISTED }));
    more.addEventListener('click', () => { more.parentElement.remove(); list.append(...lines.slice(LISTED).map(line)); });
    list.append(element('li', {}, more));
  }
  return [element('h3', {}, `${name} (${others.size})`), list];
}

function claimTable(node) {
  if (!node.claims.length) return [];
  const line = claim => element('tr', {},
    element('td', {}, node.conflicts.includes(claim.field) ? '⚠ ' : '', quoted(field(claim.field))),
    element('td', {}, quoted(claim.value)),
    element('td', {}, quoted(claim.source)));
  return [
    element('h3', {}, word('claims')),
    element('table', { class: 'claims' }, element('tbody', {}, ...node.claims.map(line))),
  ];
}

function groupCard(group) {
  const line = number => element('li', {},
    element('button', { type: 'button', class: 'link', onclick: () => goTo(number, { focus: true }) }, quoted(fullName(nodes[number]))));
  return [
    heading(quoted(groupName(group))),
    element('p', {}, [nameOf('levels', group.level), group.year ?? word('undated')].join(' · ')),
    element('p', {}, element('button', { type: 'button', onclick: () => toggle(group.id) }, word('group_open'))),
    element('ul', {}, ...group.members.map(line)),
  ];
}

// Shows the card of one citation, by its number.
function goToEdge(index) {
  const edge = edges[index];
  reveal([edge.source, edge.target]);
  if (!state.filters.relations.has(edge.relation)) { resetFilters(); refresh(); }
  selectEdge(`${edge.source}>${edge.target}>${edge.relation}`, { focus: true });
}

function edgeCard(link) {
  const shown = link.edges.slice(0, LISTED);
  return [
    heading(nameOf('relations', link.relation), link.edges.length > 1 ? ` × ${link.edges.length}` : ''),
    ...shown.flatMap(index => citationWords(edges[index])),
    link.edges.length > LISTED ? element('p', {}, word('more', { n: link.edges.length - LISTED })) : null,
  ].filter(Boolean);
}

function citationWords(edge) {
  const name = number => element('button', { type: 'button', class: 'link', onclick: () => goTo(number, { focus: true }) }, quoted(fullName(nodes[number])));
  return [
    element('p', {}, name(edge.source), ' → ', name(edge.target)),
    edge.inferred ? element('p', { class: 'inferred' }, word('inferred_edge')) : null,
    edge.evidence.length ? null : element('p', {}, word('no_evidence')),
    ...edge.evidence.flatMap(words => [
      element('blockquote', { lang: 'vi' }, ...sentence(words)),
      element('p', { class: 'where' }, quoted(words.source), ` · ${word('place', words)}`),
    ]),
  ].filter(Boolean);
}

function sentence({ sentence: whole, quote }) {
  const at = whole.indexOf(quote);
  if (at < 0) return [element('mark', {}, quoted(quote))];
  return [element('bdi', {}, whole.slice(0, at), element('mark', {}, quote), whole.slice(at + quote.length))];
}

// Opens or closes a group, or folds a document's neighbours away and back; in groups, takes neighbours out of them.
function toggle(id) {
  if (typeof id === 'string') {
    state.opened.add(id);
    state.selected = null;
  } else if (state.folded.has(id)) {
    state.folded.delete(id);
  } else {
    const inside = neighbours(id).filter(number => view.home.has(number));
    if (inside.length) inside.forEach(number => state.alone.add(number));
    else state.folded.add(id);
  }
  refresh({ reshape: true });
  showCard();
}
