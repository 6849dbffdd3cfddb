// What the page knows and what the reader has chosen. All scripts of the page share one scope.
const data = JSON.parse(document.getElementById('data').textContent);
const { nodes, edges, metrics } = data;

const years = [...new Set(nodes.map(node => node.year).filter(year => year !== null))].sort((a, b) => a - b);
const days = [...new Set(nodes.flatMap(node => [node.date, ...node.history.map(since => since.day)])
  .filter(day => /^\d{4}(-\d\d){0,2}$/.test(day ?? '')))].sort();

const everything = () => ({
  relations: new Set(Object.keys(data.words.relations)),
  statuses: new Set(Object.keys(data.words.statuses)),
  levels: new Set(data.levels),
  province: '',
  from: null,
  to: null,
});

const state = {
  language: data.language,
  filters: everything(),
  day: null, // ISO; null: any time
  grouping: data.grouping,
  opened: new Set(), // keys of groups
  alone: new Set(), // documents taken out of their group, by number
  folded: new Set(), // documents whose neighbours are collapsed
  context: data.context, // all documents outside the chain
  ended: false, // those that had ended when the chain relied on them
  around: new Set(), // those that these documents cite or are cited by, by number
  query: '',
  selected: null, // number of a document, key of a group
  edge: null, // id of a link
  path: null, // numbers of the documents on it, in order
  way: [], // numbers of its edges
  ways: [], // this and other ways between the same two
};

const chainless = nodes.every(node => node.depth === null);
const citing = nodes.map(() => []); // for each document the edges that start there
const cited = nodes.map(() => []);
edges.forEach((edge, index) => {
  citing[edge.source].push(index);
  cited[edge.target].push(index);
});

const byId = id => document.getElementById(id);

// Every text goes into the page through here, as a text node.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== null && child !== ''));
  return made;
}

// A document's own words: Vietnamese, and kept from turning the text around them.
const quoted = text => element('bdi', { lang: 'vi' }, text ?? '');

// A whole number as the language writes it: 1.047 or 1,047.
const written = number => String(number).replace(/\B(?=(\d{3})+$)/g, state.language === 'vi' ? '.' : ',');
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => typeof values[name] === 'number' ? written(values[name]) : String(values[name] ?? whole));
const word = (key, values = {}) => filled(data.words.page[key][state.language], values);
const field = key => Object.hasOwn(data.words.fields, key) ? data.words.fields[key][state.language] : key;
const nameOf = (table, key) => {
  const said = key === undefined ? data.words[table] : data.words[table][key];
  return (said.name ?? said)[state.language];
};

// Without accents and case, đ as d, and without the spaces that people put into numbers.
const fold = text => (text ?? '').normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐÐƉ]/g, 'd')
  .toLowerCase().replace(/\s*([-/.])\s*/g, '$1').replace(/\s+/g, ' ').trim();

// The day that the statuses hold on, as the reader reads it; without a chosen day, that of the picture.
const shownDay = () => state.day !== null ? day(state.day)
  : data.asOf === null ? word('as_of_all') : `${word('as_of_all')} (${word('status_on', { day: day(data.asOf) })})`;

// A day as the language writes it, as in kg/wording.py: of the Vietnamese months only 1 and 2 take a nought.
const day = date => {
  if (!date || state.language === 'en') return date ?? '';
  const [year, month, ...rest] = date.split('-');
  return [...rest, ...(month ? [Number(month) < 3 ? month : String(Number(month))] : []), year].join('/');
};

function statusOf(node) {
  if (state.day === null || node.history.length === 0) return node.status;
  const before = node.history.filter(since => since.day <= state.day);
  return before.length ? before[before.length - 1].status : 'unknown';
}

// The date, or the year that a document without date is about.
const when = node => day(node.date) || (node.year === null ? '' : `~${node.year}`);

// One line that tells a document from all others.
const fullName = node => [node.label, node.issuer, when(node)].filter(Boolean).join(' · ');
