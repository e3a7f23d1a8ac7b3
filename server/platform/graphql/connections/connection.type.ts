import { type ClassType, Field, ObjectType } from 'type-graphql';
import { type AccessRule, EVERYONE } from '../../access/authorize.js';
import { Access } from '../access-rules.js';
import { SafeInt } from '../scalars.js';

@ObjectType()
@Access(EVERYONE) // says nothing by itself; its connection has the rule
export class PageInfo {
  @Field(() => Boolean)
  readonly hasNextPage!: boolean;

  @Field(() => Boolean)
  readonly hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  readonly startCursor!: string | null;

  @Field(() => String, { nullable: true })
  readonly endCursor!: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/** A page of a list, as the Relay cursor connections specification describes it. */
export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
  /** Counted only when it is asked for. */
  readonly totalCount: Promise<number>;
}

/**
 * The GraphQL types `<Name>Connection` and `<Name>Edge` of an object type.
 *
 * @param node   object type of the elements
 * @param access who may read the connection, usually the rule of the elements
 *
 * @example
 * const ItemConnection = connectionOf(Item, READ_CATALOG);
 * // in a resolver: @Query(() => ItemConnection) items(...): Promise<Connection<Item>>
 */
export function connectionOf<T extends object>(node: ClassType<T>, access: AccessRule) {
  @ObjectType(`${node.name}Edge`)
  @Access(access)
  class NodeEdge {
    @Field(() => String)
    readonly cursor!: string;

    @Field(() => node)
    readonly node!: T;
  }

  @ObjectType(`${node.name}Connection`)
  @Access(access)
  class NodeConnection {
    @Field(() => [NodeEdge])
    readonly edges!: NodeEdge[];

    @Field(() => PageInfo)
    readonly pageInfo!: PageInfo;

    @Field(() => SafeInt, { description: 'How many there are over all pages.' })
    readonly totalCount!: Promise<number>;
  }

  return NodeConnection;
}
