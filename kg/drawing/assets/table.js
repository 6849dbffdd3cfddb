// The same content as a table: sortable, printable, and readable without seeing the picture.
const COLUMNS = ['number', 'type_label', 'issuer', 'level', 'province', 'date', 'status', 'depth', 'title', 'bases'];
const ROWS_AT_ONCE = 250;
const BASES_LISTED = 4;
const table = { rows: [], sort: 'depth', rising: true };

const sortKey = {
  number: node => fold(node.label),
  type_label: node => fold(node.type_label),
  issuer: node => fold(node.issuer),
  level: node => data.levels.indexOf(node.level),
  province: node => fold(node.province),
  date: node => node.date ?? String(node.year ?? ''),
  status: node => nameOf('statuses', statusOf(node)),
  depth: node => node.depth === null ? 1e6 : Math.abs(node.depth),
  title: node => fold(node.title),
  bases: (node, number) => citing[number].length,
};

function buildTable() {
  const head = document.querySelector('section.table thead');
  head.replaceChildren(element('tr', {}, ...COLUMNS.map(key => element('th', { scope: 'col', 'data-column': key },
    element('button', { type: 'button', onclick: () => sortBy(key) }, field(key)),
    element('span', { class: 'on-paper', 'aria-hidden': 'true' }, field(key)))))); // Chromium does not repeat buttons
  table.rows = [];
  document.querySelector('section.table tbody').replaceChildren();
  growTable();
}

// Rows come in portions, so that the picture stands before a long table does.
function growTable() {
  const order = tableOrder();
  const grow = () => {
    if (table.order !== order) return;
    addRows(ROWS_AT_ONCE);
    if (table.rows.length < order.length) setTimeout(grow);
  };
  table.order = order;
  grow();
}

function addRows(most) {
  const next = table.order.slice(table.rows.length, table.rows.length + most).map(number => ({ number, line: tableRow(number) }));
  table.rows.push(...next);
  document.querySelector('section.table tbody').append(...next.map(each => each.line));
  updateTable();
}

function tableOrder() {
  const key = sortKey[table.sort];
  const keys = nodes.map((node, number) => key(node, number));
  const less = (a, b) => typeof a === 'number' ? a - b : a.localeCompare(b, 'vi', { numeric: true });
  return nodes.map((node, number) => number)
    .sort((a, b) => (table.rising ? 1 : -1) * less(keys[a], keys[b]) || a - b);
}

function tableRow(number) {
  const node = nodes[number];
  const look = data.words.statuses[statusOf(node)];
  const over = node.ended.map(one => element('li', { class: 'bad' },
    `${data.words.ended.icon} ${nameOf('relations', one.relation)}: `, quoted(one.label[state.language]), ` – ${one.said[state.language]}`));
  const sound = citing[number].filter(index => !edges[index].ended);
  const bases = sound.slice(0, BASES_LISTED).map(index => element('li', {},
    element('button', { type: 'button', class: 'link', onclick: () => goToEdge(index) },
      `${nameOf('relations', edges[index].relation)}: `, quoted(nodes[edges[index].target].label))));
  if (sound.length > BASES_LISTED) bases.push(element('li', {}, word('more', { n: sound.length - BASES_LISTED })));
  const marks = [node.conflicts.length ? `⚠ ${word('conflict')}` : '', node.inferred ? word('inferred') : ''].filter(Boolean);
  const cell = { lang: 'vi' };
  return element('tr', { 'data-number': number },
    element('th', { scope: 'row' }, element('button', { type: 'button', class: 'link', onclick: () => goTo(number, { focus: true }) }, quoted(node.label)),
      marks.length ? element('div', {}, marks.join(' · ')) : null,
      over.length ? element('div', { class: 'bad' }, word('ended_bases', { n: over.length })) : null),
    element('td', cell, quoted(node.type_label)),
    element('td', cell, quoted(node.issuer)),
    element('td', { class: 'whole' }, nameOf('levels', node.level)),
    element('td', cell, quoted(node.province)),
    element('td', { class: 'nowrap' }, quoted(when(node))),
    element('td', { class: 'whole' }, `${look.icon} ${nameOf('statuses', statusOf(node))}`),
    element('td', {}, node.depth === null ? '–' : String(node.depth)),
    element('td', cell, quoted(node.title)),
    element('td', {}, over.length + bases.length ? element('ul', { class: 'bases' }, ...over, ...bases) : null));
}

// On paper a closed group is one row; of its members those alone stand there that relied on what had ended.
function foldTable() {
  unfoldTable();
  addRows(nodes.length);
  const groups = view.visible.filter(item => typeof item.id === 'string');
  const inside = new Set(groups.flatMap(item => item.members).filter(number => !nodes[number].ended.length));
  for (const { number, line } of table.rows) line.classList.toggle('inside', inside.has(number));
  document.querySelector('section.table tbody').append(...groups.map(groupRow));
}

const groupRow = item => element('tr', { class: 'group' },
  element('th', { scope: 'row' }, ...groupLines(item)),
  element('td', { colspan: COLUMNS.length - 1 }, `${nameOf('levels', item.level)} · ${item.name[state.language]}`,
    item.bad ? element('div', { class: 'bad' }, word('ended_members', { n: item.bad })) : null));

const unfoldTable = () => document.querySelectorAll('section.table tr.group').forEach(row => row.remove());

function sortBy(key) {
  table.rising = table.sort === key ? !table.rising : true;
  table.sort = key;
  buildTable();
  document.querySelector(`th[data-column="${key}"] button`).focus();
}

// Shows the rows that the picture shows, and marks the chosen one.
function updateTable() {
  for (const { number, line } of table.rows) {
    line.hidden = !view.shown.has(number);
    if (number === state.selected) line.setAttribute('aria-current', 'true');
    else line.removeAttribute('aria-current');
  }
  for (const head of document.querySelectorAll('th[data-column]')) {
    if (head.dataset.column === table.sort) head.setAttribute('aria-sort', table.rising ? 'ascending' : 'descending');
    else head.removeAttribute('aria-sort');
  }
  byId('table-count').textContent = word('table_count', { shown: view.shown.size, all: nodes.length });
}
