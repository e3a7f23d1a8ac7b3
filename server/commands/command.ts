import type { Command } from 'commander';
import type { OpenToile } from '../open-toile.js';

/**
 * Opens the product for one command and closes it afterwards: on the database of the running server where there
 * is one, else on a database that runs for as long as the command does.
 */
export type WithToile = <T>(work: (open: OpenToile) => Promise<T>) => Promise<T>;

/** Adds a command to the program; `commands/<name>.ts` exports one. */
export type AddCommand = (program: Command, withToile: WithToile) => void;
