// The import rule of the house (ARCHITECTURE.md): a room imports only the rooms named here.
const mayImport = {
  knowledge: [],
  dicom: [],
  lesion: ['dicom', 'knowledge'],
  diagnosis: ['knowledge'],
  intake: ['knowledge'],
  registry: ['knowledge', 'diagnosis'],
  phantom: ['dicom', 'knowledge'],
  report: ['knowledge', 'dicom', 'lesion', 'diagnosis', 'intake', 'registry'],
};

/** Tests and what they share may use more than the room itself. */
const tests = '\\.(test|fixture)\\.tsx?$';

const rooms = Object.entries(mayImport).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `packages/${room} may import only: ${allowed.join(', ') || 'nothing of Calx'}`,
  severity: 'error',
  from: { path: `^packages/${room}/src`, pathNot: tests },
  to: { path: '^(packages|apps)/', pathNot: `^packages/(${[room, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rooms,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nobody-imports-apps',
      severity: 'error',
      from: { path: '^packages' },
      to: { path: '^apps' },
    },
    {
      name: 'apps-do-not-import-each-other',
      comment: 'only the command line starts the server',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/cli' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'pure-rooms-know-no-platform',
      severity: 'error',
      from: { path: '^packages/(knowledge|diagnosis|intake|lesion)/src', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'through-the-door',
      comment: 'other rooms are entered by their index',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/src/(?!index\\.ts$|browser\\.ts$|node\\.ts$|released\\.ts$)',
        pathNot: '^$1/$2/',
      },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot:
          '\\.(test|d)\\.tsx?$|main\\.tsx?$|index\\.ts$|\\.worker\\.ts$|vite\\.config|/bin/|package\\.json$',
      },
      to: {},
    },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: { pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'fixtures-are-for-tests',
      severity: 'error',
      from: { pathNot: tests },
      to: { path: '\\.fixture\\.tsx?$' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, path: '^[.@]' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@calx/source', 'import', 'types', 'default'],
    },
  },
};
