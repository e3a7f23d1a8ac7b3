import { GraphQLError } from 'graphql';

/** The error of an operation that is refused as a whole. */
export const refusal = (message: string, nodes: GraphQLError['nodes'] = []) =>
  new GraphQLError(message, { nodes, extensions: { code: 'INVALID_INPUT', http: { status: 400 } } });

/** @throws {GraphQLError} `This is too much: SUBJECT 31 of at most 30 REST` */
export function refuseAbove(maximum: number, actual: number, subject: string, rest: string): void {
  if (actual <= maximum) return;
  throw refusal(`This is too much: ${subject} ${actual} of at most ${maximum} ${rest}`);
}
