/**
 * Who may import whom; each message names what is allowed. Type imports count.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const layers = [
  { name: 'model', path: '^src-shared/model/', allowed: ['^src-shared/model/'] },
  { name: 'contract', path: '^src-shared/contract/', allowed: ['^src-shared/(contract|model)/'] },
  { name: 'kernels', path: '^src-shared/kernels/', allowed: ['^src-shared/kernels/'] },
  {
    name: 'numerics',
    path: '^src-shared/numerics/',
    allowed: ['^src-shared/(numerics|kernels)/'],
    except: '^src-shared/numerics/analyses/',
  },
  {
    name: 'analyses',
    path: '^src-shared/numerics/analyses/',
    allowed: ['^src-shared/(numerics|kernels|model)/'],
  },
  { name: 'names', path: '^src-shared/names/', allowed: ['^src-shared/(names|model)/'] },
  {
    name: 'importers',
    path: '^src-main/importers/',
    // The kernels for the bytes of numbers, which are no numerics.
    allowed: ['^src-main/importers/', '^src-shared/(model|names|numerics|kernels)/'],
  },
  {
    name: 'exporters',
    path: '^src-main/exporters/',
    allowed: ['^src-main/exporters/', '^src-shared/model/'],
  },
  { name: 'store', path: '^src-main/store/', allowed: ['^src-main/store/', '^src-shared/model/'] },
  {
    name: 'workers',
    path: '^src-main/workers/',
    allowed: ['^src-main/workers/', '^src-shared/(model|numerics)/'],
  },
  {
    name: 'jobs',
    path: '^src-main/jobs/',
    allowed: ['^src-main/(jobs|store|workers)/', '^src-shared/(model|numerics/analyses)/'],
  },
  {
    name: 'backend',
    path: '^src-main/backend/',
    allowed: [
      '^src-main/(backend|importers|exporters|store|jobs)/',
      '^src-shared/(contract|model|names|numerics)/',
    ],
  },
  {
    name: 'hosts',
    path: '^src-main/hosts/',
    allowed: ['^src-main/(hosts|backend)/', '^src-shared/(contract|model)/'],
  },
  {
    name: 'client',
    path: '^src-renderer/client/',
    allowed: ['^src-renderer/client/', '^src-shared/(contract|model)/'],
  },
  {
    name: 'state',
    path: '^src-renderer/state/',
    allowed: ['^src-renderer/(state|client)/', '^src-shared/(contract|model)/'],
  },
  {
    name: 'views',
    path: '^src-renderer/(views|wizards|ui)/',
    allowed: ['^src-renderer/(views|wizards|ui|state|charts/figures)/', '^src-shared/(contract|model)/'],
  },
  {
    name: 'figures',
    path: '^src-renderer/charts/figures/',
    allowed: ['^src-renderer/charts/', '^src-renderer/ui/', '^src-shared/model/'],
  },
  {
    name: 'layout',
    path: '^src-renderer/charts/layout/',
    allowed: ['^src-renderer/charts/layout/', '^src-shared/(model|numerics/(clustering|statistics))/'],
  },
];

const onlyDownward = [
  'random',
  'linalg',
  'statistics',
  'losses',
  'penalties',
  'solvers',
  'paths',
  'resampling',
  'doseResponse',
  'clustering',
  'enrichment',
  'analyses',
];

const ownFolders = '^src-(shared|main|renderer)/';

/** A package or Node module that only some folders may use. */
function only(name, module, folders) {
  return {
    name: `only-${name}`,
    comment: `${module} is for ${folders.join(', ')} only`,
    severity: 'error',
    from: { path: ownFolders, pathNot: folders },
    to: { path: module },
  };
}

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...layers.map(({ name, path, allowed, except }) => ({
      name: `layer-${name}`,
      comment: `${name} may import only ${allowed.join(', ')}`,
      severity: 'error',
      from: { path, ...(except ? { pathNot: except } : {}) },
      to: { path: ownFolders, pathNot: allowed },
    })),
    ...onlyDownward.slice(0, -1).map((folder, index) => ({
      name: `numerics-downward-${folder}`,
      comment: `numerics/${folder} may import only ${onlyDownward.slice(0, index + 1).join(', ')}`,
      severity: 'error',
      from: { path: `^src-shared/numerics/${folder}/` },
      to: { path: `^src-shared/numerics/(${onlyDownward.slice(index + 1).join('|')})/` },
    })),
    {
      name: 'shared-packages',
      comment: 'src-shared may use only the packages ml-matrix, d3-array and zod',
      severity: 'error',
      from: { path: '^src-shared/' },
      to: { pathNot: ['^src-shared/', 'node_modules/(ml-matrix|d3-array|zod)/'] },
    },
    only('electron', '^electron$|node_modules/electron/', ['^src-main/hosts/electron/']),
    only('sqlite', 'node_modules/better-sqlite3/', ['^src-main/store/']),
    only('xlsx', 'node_modules/@e965/xlsx/', ['^src-main/importers/workbook/']),
    only('zip', 'node_modules/fflate/', ['^src-main/exporters/']),
    only('fs', '^(node:)?fs(/promises)?$', ['^src-main/(importers|exporters|store|hosts)/']),
    only('threads', '^(node:)?worker_threads$', ['^src-main/workers/', '^src-main/hosts/electron/']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'svelte'],
    },
  },
};
