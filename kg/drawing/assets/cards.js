// The card beside the canvas: a document, a collapsed group, a citation with its words, or a path.

function select(id, { focus = false } = {}) {
  state.selected = id;
  state.edge = null;
  state.path = null;
  remark();
  showCard(focus);
  announce(nameOfItem(id));
}

function selectEdge(id, { focus = false } = {}) {
  state.edge = id;
  state.selected = null;
  state.path = null;
  remark();
  showCard(focus);
}

// Goes to a document wherever it is, out of its group if need be.
function goTo(number, options) {
  reveal([number]);
  select(number, options);
  settle(number);
}

// Makes sure that documents stand on their own in the picture and that no filter hides them.
function reveal(numbers) {
  const hidden = numbers.filter(number => !view.shown.has(number));
  const outside = hidden.filter(number => nodes[number].depth === null && !inContext(number));
  for (const number of outside) state.around.add(number).add(chainBeside(number));
  if (hidden.length) {
    state.folded.clear();
    if (hidden.some(number => !passes(number) || !outside.includes(number))) resetFilters();
  }
  const grouped = numbers.filter(number => view.home.has(number));
  for (const number of grouped) state.alone.add(number);
  if (hidden.length || grouped.length) refresh({ reshape: true });
  showChoices();
}

// The document of the chain that one outside it is known by.
const chainBeside = number => neighbours(number).find(other => nodes[other].depth !== null) ?? number;

function clearSelection() {
  state.selected = null;
  state.edge = null;
  state.path = null;
  remark();
  byId('card').hidden = true;
}

function closeCard() {
  const shown = !byId('card').hidden;
  clearSelection();
  byId('picture').focus({ preventScroll: true });
  if (shown) refit();
}

const announce = text => { byId('announced').textContent = text; };

function nameOfItem(id) {
  const item = view.items.get(id);
  return typeof id === 'number' ? `${fullName(item ?? nodes[id])} · ${nameOf('statuses', statusOf(nodes[id]))}` : groupName(item);
}

function showCard(focus = false) {
  const card = byId('card');
  const link = view.links.get(state.edge);
  if (state.path !== null) card.replaceChildren(...pathCard());
  else if (state.edge !== null && link) card.replaceChildren(...edgeCard(link));
  else if (typeof state.selected === 'number') card.replaceChildren(...documentCard(state.selected));
  else if (state.selected !== null && view.items.has(state.selected)) card.replaceChildren(...groupCard(view.items.get(state.selected)));
  else { card.hidden = true; return; }
  if (card.hidden) {
    card.hidden = false;
    network.setSize('100%', '100%');
    network.redraw();
    settle(state.selected);
  }
  card.scrollTop = 0;
  if (focus) card.querySelector('h2').focus();
}

const heading = (...content) => element('div', { class: 'head' }, element('h2', { tabindex: '-1' }, ...content),
  element('button', { type: 'button', class: 'close', onclick: closeCard }, word('close')));
const row = (name, ...value) => [element('dt', {}, name), element('dd', {}, ...value)];
const toDocument = number => element('button', { type: 'button', class: 'link', onclick: () => goTo(number, { focus: true }) }, quoted(fullName(nodes[number])));

function documentCard(number) {
  const node = nodes[number];
  return [
    heading(quoted(node.label)),
    element('p', {}, quoted(node.title ?? word('untitled'))),
    ...derivation(number),
    ...endedList(number),
    ...facts(node),
    element('p', { class: 'acts' },
      element('button', { type: 'button', onclick: () => toggleAround(number) }, word(state.around.has(number) ? 'around_less' : 'around_more')), ' ',
      element('button', { type: 'button', onclick: () => toggle(number) }, word(state.folded.has(number) ? 'expand' : 'collapse')), ' ',
      element('button', { type: 'button', onclick: () => startPath(number) }, word('path_from_here')), ' ', ...closing(number)),
    ...neighbourList(word('stands_on'), citing[number], 'target'),
    ...neighbourList(word('cited_by'), cited[number], 'source'),
    ...claimTable(node),
  ].filter(Boolean);
}

// How a document derives from the root, with the words: from what of the chain it derives, or what of it derives from it.
function derivation(number) {
  const { depth } = nodes[number];
  if (number === data.root) return [element('p', { class: 'where' }, word('root'))];
  if (depth === null) return chainless ? [] : [element('p', { class: 'where' }, word('outside'))];
  const down = depth > 0;
  const by = (down ? citing : cited)[number].filter(index => onChain(edges[index]) && edges[index].source !== edges[index].target
    && (down ? nodes[edges[index].target].depth >= 0 : nodes[edges[index].source].depth <= 0));
  const root = quoted(nodes[data.root].label);
  return [
    element('h3', {}, word(down ? 'derives_how' : 'derived_how'), ' ', root),
    ...by.sort((a, b) => Math.abs(nodes[other(a, number)].depth) - Math.abs(nodes[other(b, number)].depth)).slice(0, LISTED).flatMap(index => {
      const end = other(index, number);
      const way = end === data.root ? word('way_direct') : word('way_through');
      return [
        element('p', { class: 'way' }, `${way} `, end === data.root ? null : toDocument(end), ` ${nameOf('relations', edges[index].relation)}`),
        ...edges[index].evidence.slice(0, 1).flatMap(words),
      ];
    }),
  ];
}

const other = (index, number) => edges[index].source === number ? edges[index].target : edges[index].source;

// What a document relies on although it had ended, with the words.
function endedList(number) {
  const { ended } = nodes[number];
  if (!ended.length) return [];
  const name = one => one.document === null ? quoted(one.label[state.language])
    : element('button', { type: 'button', class: 'link', onclick: () => showEnded(number, one.document) }, quoted(one.label[state.language]));
  return [
    element('h3', { class: 'bad' }, word('ended_heading', { n: ended.length })),
    ...ended.flatMap(one => [
      element('p', { class: 'warning bad' }, `${data.words.ended.icon} `, name(one), `: ${one.said[state.language]} (${nameOf('relations', one.relation)})`),
      ...words(one.evidence),
    ]),
  ];
}

// Shows the line from a document to what it relied on although that had ended.
function showEnded(number, ended) {
  reveal([number, ended]);
  const index = citing[number].find(each => edges[each].target === ended && edges[each].ended);
  if (index === undefined) goTo(ended, { focus: true });
  else goToEdge(index);
}

function facts(node) {
  const look = data.words.statuses[statusOf(node)];
  const reason = node.status_reason && state.day === null ? element('div', {}, quoted(node.status_reason[state.language])) : null;
  const rows = [
    row(field('status'), `${look.icon} ${nameOf('statuses', statusOf(node))}`, reason),
    row(field('type_label'), quoted(node.type_label)),
    row(field('number'), quoted(node.number)),
    row(field('issuer'), quoted(node.issuer)),
    row(field('date'), quoted(when(node))),
    row(field('level'), nameOf('levels', node.level)),
    row(field('province'), quoted(node.province)),
    row(field('source'), fileName(node.source)),
  ];
  return [
    element('dl', {}, ...rows.filter(each => each[1]?.textContent).flat()),
    node.inferred ? element('p', { class: 'inferred' }, `${word('inferred')}: `, quoted(node.inferred[state.language])) : null,
    node.conflicts.length ? element('p', { class: 'warning' }, `⚠ ${word('conflict')}: ${node.conflicts.map(field).join(', ')}`) : null,
  ];
}

// A file by its name; the folders that it lies in on demand.
const fileName = path => element('bdi', { lang: 'vi', title: path }, (path ?? '').split('/').at(-1));

const LISTED = 40;

function neighbourList(name, indexes, end) {
  const others = new Map();
  for (const index of indexes) others.set(edges[index][end], [...(others.get(edges[index][end]) ?? []), index]);
  if (!others.size) return [];
  const bad = via => via.some(index => edges[index].ended);
  const line = ([number, via]) => element('li', {},
    bad(via) ? element('span', { class: 'bad' }, `${data.words.ended.icon} `) : `${data.words.statuses[statusOf(nodes[number])].icon} `,
    toDocument(number),
    ...via.map(index => element('div', {}, `${nameOf('relations', edges[index].relation)} `,
      element('button', { type: 'button', class: 'link evidence', onclick: () => goToEdge(index) }, word('evidence')))));
  const lines = [...others].sort((a, b) => bad(b[1]) - bad(a[1]));
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
  const sources = claim => [claim.source, claim.registered ? word('register') : ''].filter(Boolean).join('; ');
  const line = claim => element('tr', {},
    element('td', {}, node.conflicts.includes(claim.field) ? '⚠ ' : '', quoted(field(claim.field))),
    element('td', {}, quoted(claim.field === 'date' ? day(claim.value) : claim.value)),
    element('td', {}, quoted(sources(claim))));
  return [
    element('h3', {}, word('claims')),
    element('table', { class: 'claims' }, element('tbody', {}, ...node.claims.map(line))),
  ];
}

// Shows the card of one citation, by its number.
function goToEdge(index) {
  const edge = edges[index];
  reveal([edge.source, edge.target]);
  if (!state.filters.relations.has(edge.relation)) { resetFilters(); refresh(); }
  selectEdge(`${edge.source}>${edge.target}>${edge.relation}`, { focus: true });
  look(() => [edge.source, edge.target]);
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
  const ended = nodes[edge.source].ended.find(one => one.document === edge.target && one.relation === edge.relation);
  return [
    element('p', {}, toDocument(edge.source), ' → ', toDocument(edge.target)),
    ended ? element('p', { class: 'warning bad' }, `${data.words.ended.icon} ${nameOf('ended')}: ${ended.said[state.language]}`) : null,
    edge.inferred ? element('p', { class: 'inferred' }, word('inferred_edge')) : null,
    edge.evidence.length ? null : element('p', {}, word('no_evidence')),
    ...edge.evidence.flatMap(words),
  ].filter(Boolean);
}

const words = said => [
  element('blockquote', { lang: 'vi' }, ...sentence(said)),
  element('p', { class: 'where' }, fileName(said.source), ` · ${word('place', { start: String(said.start), end: String(said.end) })}`),
];

function sentence({ sentence: whole, quote }) {
  const at = whole.indexOf(quote);
  if (at < 0) return [element('mark', {}, quoted(quote))];
  return [element('bdi', {}, whole.slice(0, at), element('mark', {}, quote), whole.slice(at + quote.length))];
}

// Opens a group, or folds a document's neighbours away and back; in groups, takes neighbours out of them.
function toggle(id) {
  if (typeof id === 'string') return openGroup(id);
  if (state.folded.has(id)) {
    state.folded.delete(id);
  } else {
    const inside = neighbours(id).filter(number => view.home.has(number));
    if (inside.length) inside.forEach(number => state.alone.add(number));
    else state.folded.add(id);
  }
  refresh({ reshape: true });
  showCard();
}

// Shows what else one document cites and is cited by, or no longer.
function toggleAround(number) {
  if (!state.around.delete(number)) state.around.add(number);
  refresh({ reshape: true });
  showCard();
  look(() => state.around.has(number) ? [number, ...neighbours(number)] : chainIds());
}
