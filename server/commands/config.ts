import type { Command } from 'commander';
import { describeConfig, readConfig } from '../platform/index.js';

export function configCommand(program: Command): void {
  program
    .command('config')
    .description('Print every setting: its value, its default and what it does')
    .action(() => {
      process.stdout.write(`Settings are environment variables.\n\n${describeConfig(process.env)}\n`);
      readConfig(process.env); // says what is wrong, after showing it
    });
}
