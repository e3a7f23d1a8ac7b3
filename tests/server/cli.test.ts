import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../support/processes/server-process.js';

describe('toile', () => {
  it('explains itself', async () => {
    const { code, stdout } = await runCommand(['--help'], {});

    expect(code).toBe(0);
    expect(stdout).toContain('Usage: toile [options] [command]');
    expect(stdout).toMatch(/import .*Commands need no sign-in/s);
  });

  it('config prints every setting and then says in a sentence what is wrong with one', async () => {
    const { code, stdout, stderr } = await runCommand(['config'], { PORT: 'http' });

    expect(code).toBe(1);
    expect(stdout).toContain('TOILE_DATA_DIR=./data  (default)');
    expect(stderr).toBe(
      'PORT must be a whole number from 0 to 65535, not "http". Run "npm run toile -- config" for every setting.\n',
    );
  });

  it('names the commands there are where it is asked for another one', async () => {
    const { code, stderr } = await runCommand(['imprt'], {});

    expect(code).toBe(1);
    expect(stderr).toContain("unknown command 'imprt'");
    expect(stderr).toContain('"toile help" lists the commands');
  });
});
