import { afterEach, beforeEach, jest } from '@jest/globals';
import { Command } from 'commander';
import type { AddCommand, WithToile } from '../../../server/commands/command.js';
import type { useToile } from './execute.js';

/**
 * Runs commands of `toile` on the product of the test file. What they print goes nowhere else while a test runs, and
 * a command line that is wrong throws instead of ending the process.
 */
export function useCommands(product: ReturnType<typeof useToile>, ...added: readonly AddCommand[]) {
  let output = '';
  beforeEach(() => {
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      output += String(text);
      return true;
    });
    jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** @param withToile how the command gets its product @returns what it printed on standard output */
  const runWith = async (withToile: WithToile, words: readonly string[]): Promise<string> => {
    output = '';
    const program = new Command('toile').exitOverride();
    for (const add of added) add(program, withToile);
    for (const command of program.commands.flatMap((group) => group.commands)) command.exitOverride();
    await program.parseAsync(words, { from: 'user' });
    return output;
  };

  /** @returns what the command printed on standard output */
  const run = (...words: string[]): Promise<string> => {
    const { toile, dataSource } = product;
    return runWith((work) => work({ toile, dataSource } as Parameters<typeof work>[0]), words);
  };

  return { run, runWith };
}
