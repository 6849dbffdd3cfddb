// The way from one document to another, along citations if there is one, else along them in either direction.
const pathNames = new Map();
const OTHER_WAYS = 3;

function namePaths() {
  nodes.forEach((node, number) => {
    let name = fullName(node);
    for (let again = 2; pathNames.has(name); again += 1) name = `${fullName(node)} (${again})`;
    pathNames.set(name, number);
  });
  byId('documents').replaceChildren(...[...pathNames.keys()].map(name => element('option', { value: name })));
}

const nameFor = number => [...pathNames].find(([, each]) => each === number)[0];

// The documents that typed words may mean: a suggestion as it stands, else those of that number, else all that fit.
function meant(text) {
  if (pathNames.has(text)) return [pathNames.get(text)];
  const asked = fold(text);
  if (!asked) return [];
  const same = nodes.map((node, number) => number).filter(number => [nodes[number].label, nodes[number].number].some(name => fold(name) === asked));
  return same.length ? same : matching(asked);
}

// Shortest way as a list of edge numbers, or null; `barred` edges are not taken.
function shortestWay(from, to, along, barred = new Set()) {
  const came = new Map([[from, null]]);
  const queue = [from];
  for (let here = queue.shift(); here !== undefined; here = queue.shift()) {
    if (here === to) break;
    for (const index of along(here)) {
      const there = other(index, here);
      if (!came.has(there) && !barred.has(index)) { came.set(there, index); queue.push(there); }
    }
  }
  if (!came.has(to)) return null;
  const way = [];
  for (let here = to; came.get(here) !== null;) {
    const index = came.get(here);
    way.unshift(index);
    here = other(index, here);
  }
  return way;
}

const DIRECTIONS = [here => citing[here], here => cited[here], here => [...citing[here], ...cited[here]]];

// The shortest way, and some that do without one of its steps: the one through another document is no less true.
function findPaths(from, to) {
  for (const along of DIRECTIONS) {
    const first = shortestWay(from, to, along);
    if (first === null) continue;
    const ways = [first];
    const stops = way => numbersOn(from, way).join();
    for (const index of first) {
      const ends = [edges[index].source, edges[index].target];
      const barred = new Set(citing[ends[0]].filter(each => edges[each].target === ends[1]));
      const way = shortestWay(from, to, along, barred);
      if (way && ways.length <= OTHER_WAYS && ways.every(each => stops(each) !== stops(way))) ways.push(way);
    }
    return ways;
  }
  return [];
}

function numbersOn(from, way) {
  const numbers = [from];
  for (const index of way) numbers.push(other(index, numbers.at(-1)));
  return numbers;
}

function showPath() {
  const ends = ['path-from', 'path-to'].map(id => byId(id).value.trim());
  const [from, to] = ends.map(meant);
  const said = byId('path-said');
  const unclear = [from, to].findIndex(each => each.length !== 1);
  if (unclear >= 0 && ends[unclear]) said.textContent = word([from, to][unclear].length ? 'path_several' : 'path_unheard', { said: ends[unclear], n: [from, to][unclear].length });
  else if (unclear >= 0 || from[0] === to[0]) said.textContent = word('path_unknown');
  else {
    state.ways = findPaths(from[0], to[0]);
    said.textContent = state.ways.length ? '' : word('path_none');
    if (state.ways.length) takeWay(from[0], state.ways[0]);
  }
}

// Shows a way whole, with both its ends, and lists it in the card.
function takeWay(from, way) {
  const numbers = numbersOn(from, way);
  reveal(numbers);
  state.selected = null;
  state.edge = null;
  state.path = numbers;
  state.way = way;
  remark();
  showCard();
  network.setSize('100%', '100%');
  look(() => numbers);
  announce(word('path_steps', { n: way.length }));
}

function pathCard() {
  const from = state.path[0];
  const step = (number, place) => element('li', {},
    place ? element('button', { type: 'button', class: 'link', onclick: () => goToEdge(state.way[place - 1]) },
      `${edges[state.way[place - 1]].target === number ? '→' : '←'} ${nameOf('relations', edges[state.way[place - 1]].relation)}`) : null,
    place ? ' ' : null,
    toDocument(number));
  const others = state.ways.filter(way => way !== state.way);
  const choice = way => element('li', {}, element('button', { type: 'button', class: 'link', onclick: () => takeWay(from, way) },
    `${word('path_steps', { n: way.length })}: `, quoted(numbersOn(from, way).slice(1, -1).map(number => nodes[number].label).join(' → ') || word('way_direct'))));
  return [
    heading(word('path')),
    element('div', { id: 'path-found' },
      element('p', {}, word('path_steps', { n: state.way.length })),
      element('ol', {}, ...state.path.map(step))),
    ...(others.length ? [element('h3', {}, word('path_others')), element('ul', { id: 'path-others' }, ...others.map(choice))] : []),
  ];
}

function startPath(number) {
  byId('tools').open = true;
  byId('paths').open = true;
  byId('path-from').value = nameFor(number);
  byId('path-to').value = '';
  byId('path-to').focus();
}

function listenToPaths() {
  byId('path-find').addEventListener('click', showPath);
  for (const id of ['path-from', 'path-to']) {
    byId(id).addEventListener('keydown', event => { if (event.key === 'Enter') showPath(); });
  }
}
