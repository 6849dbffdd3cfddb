// Finding a document by any part of its number, issuer, title or place, with or without accents.
const LISTED_FOUND = 12;
const haystack = nodes.map(node => fold([node.label, node.number, node.type_label, node.issuer, node.province, node.title].filter(Boolean).join(' ')));
const search = { found: [], active: -1 };

// Documents that hold every word of the query: first those that hold it as it stands, and of these the chain.
const matches = () => matching(fold(state.query));

function matching(whole) {
  const parts = whole.split(' ').filter(Boolean);
  if (!parts.length) return [];
  const rank = number => (haystack[number].includes(whole) ? 0 : 2) + (nodes[number].depth === null ? 1 : 0);
  return nodes.map((node, number) => number)
    .filter(number => parts.every(part => haystack[number].includes(part)))
    .sort((a, b) => rank(a) - rank(b) || a - b);
}

function showFound() {
  state.query = byId('search').value.trim();
  search.found = matches();
  search.active = -1;
  const list = byId('found');
  list.replaceChildren(...search.found.slice(0, LISTED_FOUND).map((number, place) => element('li', {
    role: 'option', id: `found-${place}`, 'aria-selected': 'false', onclick: () => chooseFound(place),
  }, quoted(fullName(nodes[number])))));
  list.hidden = state.query === '' || search.found.length === 0;
  byId('search').setAttribute('aria-expanded', String(!list.hidden));
  byId('search').removeAttribute('aria-activedescendant');
  announce(state.query === '' ? '' : search.found.length ? word('found', { n: search.found.length }) : word('found_none'));
  remark();
}

function moveFound(step) {
  const count = byId('found').children.length;
  if (!count) return;
  search.active = (search.active + step + count + (search.active < 0 && step < 0 ? 1 : 0)) % count;
  [...byId('found').children].forEach((line, place) => line.setAttribute('aria-selected', String(place === search.active)));
  byId('search').setAttribute('aria-activedescendant', `found-${search.active}`);
  byId('found').children[search.active].scrollIntoView({ block: 'nearest' });
}

function chooseFound(place) {
  const number = search.found[place];
  byId('search').value = '';
  showFound();
  goTo(number, { focus: true });
}

function listenToSearch() {
  const input = byId('search');
  input.addEventListener('input', showFound);
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      moveFound(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && search.found.length) {
      chooseFound(Math.max(search.active, 0));
    } else if (event.key === 'Escape') {
      input.value = '';
      showFound();
    } else return;
    event.preventDefault();
  });
}
