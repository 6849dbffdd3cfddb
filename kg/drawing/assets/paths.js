// The way from one document to another, along citations if there is one, else along them in either direction.
const pathNames = new Map();

function namePaths() {
  nodes.forEach((node, number) => {
    let name = fullName(node);
    for (let again = 2; pathNames.has(name); again += 1) name = `${fullName(node)} (${again})`;
    pathNames.set(name, number);
  });
  byId('documents').replaceChildren(...[...pathNames.keys()].map(name => element('option', { value: name })));
}

const nameFor = number => [...pathNames].find(([, each]) => each === number)[0];

// Shortest way as a list of edge numbers, or null.
function shortestWay(from, to, steps) {
  const came = new Map([[from, null]]);
  const queue = [from];
  for (let here = queue.shift(); here !== undefined; here = queue.shift()) {
    if (here === to) break;
    for (const index of steps(here)) {
      const { source, target } = edges[index];
      const there = source === here ? target : source;
      if (!came.has(there)) { came.set(there, index); queue.push(there); }
    }
  }
  if (!came.has(to)) return null;
  const way = [];
  for (let here = to; came.get(here) !== null;) {
    const index = came.get(here);
    way.unshift(index);
    here = edges[index].source === here ? edges[index].target : edges[index].source;
  }
  return way;
}

function findPath(from, to) {
  return shortestWay(from, to, here => citing[here])
    ?? shortestWay(from, to, here => cited[here])
    ?? shortestWay(from, to, here => [...citing[here], ...cited[here]]);
}

function showPath() {
  const from = pathNames.get(byId('path-from').value), to = pathNames.get(byId('path-to').value);
  const found = byId('path-found');
  state.path = null;
  if (from === undefined || to === undefined || from === to) found.textContent = word('path_unknown');
  else {
    const way = findPath(from, to);
    if (way === null) found.textContent = word('path_none');
    else layOut(from, way);
  }
  remark();
}

function layOut(from, way) {
  const numbers = [from];
  for (const index of way) numbers.push(edges[index].source === numbers.at(-1) ? edges[index].target : edges[index].source);
  reveal(numbers);
  state.selected = null;
  state.edge = null;
  byId('card').hidden = true;
  state.path = numbers;
  const line = (number, place) => element('li', {},
    place ? element('button', { type: 'button', class: 'link', onclick: () => goToEdge(way[place - 1]) },
      `${edges[way[place - 1]].target === number ? '→' : '←'} ${nameOf('relations', edges[way[place - 1]].relation)}`) : null,
    place ? ' ' : null,
    element('button', { type: 'button', class: 'link', onclick: () => goTo(number, { focus: true }) }, quoted(fullName(nodes[number]))));
  byId('path-found').replaceChildren(element('p', {}, word('path_steps', { n: way.length })), element('ol', {}, ...numbers.map(line)));
  fit(numbers);
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
  byId('path-to').addEventListener('keydown', event => { if (event.key === 'Enter') showPath(); });
}
