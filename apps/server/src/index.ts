export { exportStore, restoreStore } from './backup/backup.ts';
export { defaultDataFolder } from './data-folder.ts';
export { ServerError } from './errors.ts';
export { startServer, type RunningServer, type ServerOptions } from './server.ts';
