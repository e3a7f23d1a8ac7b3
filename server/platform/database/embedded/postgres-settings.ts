/** Modest: a laptop has other things to do. Set DATABASE_URL for more. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  logging_collector: 'on',
  log_filename: 'postgres-%a.log', // a week of logs, each overwritten by the next of its day
  log_truncate_on_rotation: 'on',
  log_rotation_size: '0',
};

/** The settings as words for the server, which listens on the port. */
export const startFlags = (port: number): string =>
  Object.entries({ ...SETTINGS, port: String(port) })
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
