// Groups of documents: their names and cards, opened and closed again.

function groupName(group) {
  const bad = group.bad ? ` · ${word('ended_members', { n: group.bad })}` : '';
  return word('group', { n: group.members.length, name: group.name[state.language] }) + bad;
}

function groupCard(group) {
  const line = number => element('li', {}, nodes[number].ended.length ? element('span', { class: 'bad' }, `${data.words.ended.icon} `) : null, toDocument(number));
  const members = [...group.members].sort((a, b) => nodes[b].ended.length - nodes[a].ended.length || a - b);
  return [
    heading(quoted(groupName(group))),
    element('p', {}, [nameOf('levels', group.level), group.year ?? word('undated')].join(' · ')),
    element('p', {}, element('button', { type: 'button', onclick: () => toggle(group.id) }, word('group_open'))),
    element('ul', {}, ...members.map(line)),
  ];
}

// Shows the documents of a group one by one, and looks at them; where that is too many to be read, at the first.
function openGroup(key) {
  const { members } = view.items.get(key);
  state.opened.add(key);
  state.selected = null;
  refresh({ reshape: true });
  showCard();
  look(() => members);
  if (network.getScale() >= READABLE) return;
  gaze.moved = true;
  bringIn(members[0]);
}

function closeGroup({ key, members }) {
  state.opened.delete(key);
  members.forEach(number => state.alone.delete(number));
  refresh({ reshape: true });
  select(key, { focus: true });
  look(chainIds);
}

// The button that puts a document back into the group that it stood in.
function closing(number) {
  const group = data.groups[state.grouping].find(({ members }) => members.includes(number));
  if (!group || view.home.has(number)) return [];
  return [element('button', { type: 'button', class: 'regroup', onclick: () => closeGroup(group) }, word('group_close', { n: group.members.length }))];
}
