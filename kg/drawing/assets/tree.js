// The chain as an indented list: what a narrow screen shows instead of the picture.
const narrow = window.matchMedia('(max-width: 40rem)');
const OPEN_MOST = 20; // with more below it, a document's branch comes closed

// What a document stands under: what it derives from in a higher row, no further from the root; else one step nearer.
function parentOf(number) {
  const node = nodes[number];
  const row = each => data.levels.indexOf(nodes[each].level);
  const bases = citing[number].filter(index => onChain(edges[index])).map(index => edges[index].target).filter(other => other !== number && nodes[other].depth >= 0);
  const above = bases.filter(other => row(other) < row(number) && nodes[other].depth <= node.depth && nodes[other].depth > 0);
  return above.sort((a, b) => row(b) - row(a) || a - b)[0] ?? bases.find(other => nodes[other].depth === node.depth - 1);
}

function below() {
  const children = new Map();
  nodes.forEach((node, number) => {
    const parent = node.depth > 0 ? parentOf(number) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), number]);
  });
  return children;
}

let children = null;

function growTree() {
  if (!narrow.matches || data.root === null) return;
  children ??= below();
  const bases = nodes.map((node, number) => number).filter(number => nodes[number].depth < 0);
  byId('tree').replaceChildren(
    element('ul', {}, branchOf(data.root)),
    ...(bases.length ? [element('h3', {}, word('bases_of_root')), element('ul', {}, ...bases.map(leafOf))] : []));
}

const shownBelow = number => (children.get(number) ?? []).filter(child => view.shown.has(child) || shownBelow(child).length);

function branchOf(number) {
  const under = shownBelow(number);
  if (!under.length) return leafOf(number);
  const list = element('details', { open: under.length <= OPEN_MOST || number === data.root },
    element('summary', {}, word(under.length === 1 ? 'document' : 'documents', { n: under.length })));
  const fill = () => { if (list.open && !list.querySelector('ul')) list.append(element('ul', {}, ...under.map(branchOf))); };
  list.addEventListener('toggle', fill);
  fill();
  return element('li', {}, entryOf(number), list);
}

const leafOf = number => element('li', {}, entryOf(number));

function entryOf(number) {
  const node = nodes[number];
  const look = data.words.statuses[statusOf(node)];
  const said = [node.issuer, when(node)].filter(Boolean).join(' · ');
  return element('button', { type: 'button', class: number === data.root ? 'entry root' : 'entry', onclick: () => select(number, { focus: true }) },
    element('strong', {}, quoted(node.label)), element('span', {}, quoted(said)),
    node.ended.length ? element('span', { class: 'ended' }, word('ended_bases', { n: node.ended.length })) : element('span', {}, `${look.icon} ${nameOf('statuses', statusOf(node))}`));
}

narrow.addEventListener('change', growTree);
