import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'vite';

/**
 * `npm run dev`: the compiler and the server start again when the server's sources change, and the dashboard's
 * pages update as they are typed. The server listens on the port after that of the dashboard.
 */
const port = Number(process.env.PORT || 4000);
const serverPort = port + 1;

const start = (program: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
  spawn(program, words, { stdio: 'inherit', env: { ...process.env, ...environment } });

const children: readonly ChildProcess[] = [
  start('node_modules/.bin/tsc', ['-p', '.', '--watch', '--preserveWatchOutput']),
  start(process.execPath, ['--enable-source-maps', '--watch', 'dist/server/main.js'], {
    PORT: String(serverPort),
    TOILE_PUBLIC_URL: process.env.TOILE_PUBLIC_URL || `http://localhost:${port}`,
  }),
];

const dashboard = await createServer({
  configFile: 'dashboard/vite.config.ts',
  server: {
    port,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/graphql', '/v1', '/api', '/images', '/health', '/metrics'].map((path) => [
        path,
        `http://localhost:${serverPort}`,
      ]),
    ),
  },
});
await dashboard.listen();
dashboard.printUrls();

async function stop(): Promise<void> {
  const ended = children.map(
    (child) => child.exitCode ?? new Promise((resolve) => child.once('exit', resolve)),
  );
  for (const child of children) child.kill('SIGTERM');
  await Promise.all([dashboard.close(), ...ended]);
  process.exit();
}

process.once('SIGINT', stop).once('SIGTERM', stop);
