import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeConfig, readConfig } from '../../../../server/platform/index.js';

describe('readConfig', () => {
  it('needs no variable at all', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: 'localhost',
      dataDirectory: resolve('data'),
      databaseUrl: undefined,
      demo: undefined,
      trustProxy: false,
      logLevel: 'info',
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(readConfig({ PORT: ' ', DATABASE_URL: '' })).toMatchObject({ port: 4000, databaseUrl: undefined });
  });

  it('reads what is set', () => {
    const config = readConfig({
      PORT: '0',
      TOILE_DATA_DIR: '/srv/toile',
      TOILE_DEMO: '0',
      TOILE_TF_BACKEND: 'cpu',
      TOILE_PUBLIC_URL: 'https://toile.example.com/',
      TOILE_TRUST_PROXY: '10.0.0.1, 192.168.0.0/16',
      TOILE_REMOTE_HOSTS: 'models.internal:8000, 10.1.0.0/16',
    });

    expect(config).toMatchObject({
      port: 0,
      dataDirectory: '/srv/toile',
      demo: false,
      tensorBackend: 'cpu',
      publicUrl: 'https://toile.example.com',
      trustProxy: ['10.0.0.1', '192.168.0.0/16'],
      remoteHosts: ['models.internal:8000', '10.1.0.0/16'],
    });
  });

  it.each([
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535, not "70000"'],
    ['PORT', '4e3', 'PORT must be a whole number from 0 to 65535, not "4e3"'],
    ['TOILE_DEMO', 'yes', 'TOILE_DEMO must be 1 or 0, not "yes"'],
    ['TOILE_LOG_LEVEL', 'loud', 'TOILE_LOG_LEVEL must be one of fatal, error,'],
    ['TOILE_TF_BACKEND', 'cuda', 'TOILE_TF_BACKEND must be one of gpu, node, wasm, cpu, not "cuda"'],
    ['TOILE_INFERENCE_PORT', '0', 'TOILE_INFERENCE_PORT must be a whole number from 1 to 65535'],
    ['TOILE_INFERENCE_KEY', 'short', 'TOILE_INFERENCE_KEY must be a secret of at least 16 characters'],
    ['TOILE_PUBLIC_URL', 'toile.example.com', 'TOILE_PUBLIC_URL must be an http:// or https:// address'],
    ['TOILE_REMOTE_HOSTS', 'a,http://b', 'TOILE_REMOTE_HOSTS must be host names, IP addresses'],
    ['TOILE_TRUST_PROXY', 'nginx', 'TOILE_TRUST_PROXY must be 0, 1, or IP addresses'],
  ])('refuses %s=%s in a sentence that says what is allowed', (name, value, sentence) => {
    expect(() => readConfig({ [name]: value })).toThrow(sentence);
  });

  it('names every wrong variable at once and never repeats a secret', () => {
    const read = () => readConfig({ PORT: 'x', DATABASE_URL: 'mysql://me:hunter2@db/toile' });

    expect(read).toThrow(/PORT must be.*DATABASE_URL must be a postgres:\/\/ address/s);
    expect(read).not.toThrow('hunter2');
  });

  it('refuses the owner of a database that is not named', () => {
    expect(() => readConfig({ DATABASE_OWNER_URL: 'postgres://me:hunter2@db/toile' })).toThrow(
      /^DATABASE_OWNER_URL needs DATABASE_URL, the same database with the role for daily work$/,
    );
  });

  it('refuses one role for the owner and for daily work', () => {
    const url = 'postgres://me:hunter2@db/toile';

    expect(() => readConfig({ DATABASE_URL: url, DATABASE_OWNER_URL: url })).toThrow(
      /^DATABASE_OWNER_URL and DATABASE_URL sign in as the same role/,
    );
  });
});

describe('describeConfig', () => {
  it('prints every setting with its default and meaning', () => {
    const text = describeConfig({ PORT: '5000' });

    expect(text).toContain('PORT=5000  (default: 4000)');
    expect(text).toContain('TOILE_DATA_DIR=./data  (default)');
    expect(text).toContain('DATABASE_URL=(not set)');
  });

  it('never shows the database password', () => {
    expect(describeConfig({ DATABASE_URL: 'postgres://me:hunter2@db/toile' })).not.toContain('hunter2');
  });
});
