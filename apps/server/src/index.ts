export { exportStore, restoreStore } from './backup/backup.ts';
export { defaultDataFolder } from './data-folder.ts';
export { ServerError } from './errors.ts';
export type { CasesImported } from './store/import-cases.ts';
export { openRegistry, type Registry } from './registry/registry.ts';
export { startServer, type RunningServer, type ServerOptions } from './server.ts';
