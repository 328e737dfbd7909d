// Who may import whom (docs/direction.md). Every rule is an error; what is not worth an error is not here.
const { existsSync, readFileSync, readdirSync } = require('node:fs');
const path = require('node:path');

const TESTS = '(\\.test\\.ts$|/testing/|^test/|^bench/)';
const MODULE = '^src/(platform|engines|systems)/([^/]+)/';

/**
 * `needs` of every engine and system, read from the text of its manifest. A test holds that this reading equals what
 * the program itself sees (test/architecture/boundaries.test.ts).
 */
function readNeeds() {
  const needs = {};
  for (const layer of ['engines', 'systems']) {
    const folder = path.join(__dirname, 'src', layer);
    for (const id of existsSync(folder) ? readdirSync(folder) : []) {
      const manifest = path.join(folder, id, 'module.ts');
      if (!existsSync(manifest)) continue;
      const list = /\bneeds:\s*\[([^\]]*)\]/.exec(readFileSync(manifest, 'utf8'))?.[1] ?? '';
      needs[`${layer}/${id}`] = [...list.matchAll(/'([a-z-]+)'/g)].map(m => m[1]);
    }
  }
  return needs;
}

const needs = readNeeds();

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const layers = [
  ['platform', 'ui|engines|systems|app'],
  ['ui', 'engines|systems|app'],
  ['engines', 'systems|app'],
  ['systems', 'app'],
].map(([layer, above]) =>
  rule(
    `${layer}-looks-down-only`,
    'app → systems → engines → ui → platform, never back',
    { path: `^src/${layer}/` },
    { path: `^src/(${above})/` },
  ),
);

const byNeeds = Object.entries(needs).map(([id, list]) =>
  rule(
    `needs-of-${id.replace('/', '-')}`,
    `imports only the engines that its manifest names: ${list.join(', ') || 'none'}`,
    { path: `^src/${id}/`, pathNot: TESTS },
    {
      path: '^src/engines/',
      pathNot: [id, ...list.map(need => `engines/${need}`)].map(own => `^src/${own}/`),
    },
  ),
);

module.exports = {
  forbidden: [
    rule('no-cycle', 'no import cycle; type-only imports count', {}, { circular: true }),
    ...layers,
    rule(
      'systems-apart',
      'systems meet through engines',
      { path: '^src/systems/([^/]+)/' },
      { path: '^src/systems/', pathNot: '^src/systems/$1/' },
    ),
    rule(
      'one-door-for-modules',
      'a module is entered by its index.ts only',
      { path: MODULE },
      { path: `${MODULE}(?!index\\.ts$)`, pathNot: ['^src/$1/$2/', '^src/[^/]+/[^/]+/testing/'] },
    ),
    rule(
      'one-door-for-the-rest',
      'a module is entered by its index.ts only',
      { pathNot: MODULE },
      { path: `${MODULE}(?!index\\.ts$)`, pathNot: '^src/[^/]+/[^/]+/testing/' },
    ),
    rule(
      'one-door-for-the-ui',
      'the ui is entered by its index.ts only',
      { pathNot: '^src/ui/' },
      { path: '^src/ui/(?!index\\.ts$)' },
    ),
    ...byNeeds,
    rule(
      'ui-knows-no-data',
      'how pages look; only what is posted and sent twice is known by an id, in the transaction of who took it',
      { path: '^src/ui/', pathNot: [TESTS, '^src/ui/posting/'] },
      { path: '^src/platform/(db|ledger|jobs|outgoing|backup|embedded|installation|manifests)/' },
    ),
    rule(
      'processes-are-pure',
      'graph and tokens: no database, no clock, no connection',
      { path: '^src/engines/processes/', pathNot: TESTS },
      { path: '^src/(engines|platform)/', pathNot: '^src/(engines/processes|platform/(feel|i18n|module))/' },
    ),
    rule(
      'working-time-is-counted-purely',
      'the rule itself reads nothing: calendars are kept by store/, read in by import/',
      {
        path: '^src/engines/worktime/([^/]+|words/(?!change\\.).+)$',
        pathNot: [TESTS, '/(index|module|entries|doctor|default-calendar)\\.ts$'],
      },
      { path: '^src/(engines/(?!worktime/)|engines/worktime/(store|import)/|platform/(db|ledger|http|env|jobs)/)' },
    ),
    rule(
      'tests-support-tests',
      'what supports tests is imported by tests only',
      { path: '^src/', pathNot: TESTS },
      { path: TESTS },
    ),
    rule(
      'no-dev-dependency',
      'the program runs without what only developers have',
      { path: '^src/', pathNot: TESTS },
      { dependencyTypes: ['npm-dev'] },
    ),
    rule(
      'declared',
      'every package that is imported is declared in package.json',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule('resolvable', 'every import leads somewhere', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no API that dependency-cruiser could parse with.
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};

// For the test that compares; not enumerable, because dependency-cruiser refuses what it does not know.
Object.defineProperty(module.exports, 'needs', { value: needs });
