import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Access, DateTime, type Range } from '../../platform/index.js';
import { READ_CATALOG } from '../access.js';

/** What one number sums up the stores of a workspace; chosen before looking, stored, and shown beside the others. */
export enum Estimand {
  AVERAGE_RATES = 'AVERAGE_RATES',
  EQUAL_WEIGHT = 'EQUAL_WEIGHT',
  LOG_RATIO = 'LOG_RATIO',
  BIAS_CORRECTED = 'BIAS_CORRECTED',
  TRAFFIC_WEIGHTED = 'TRAFFIC_WEIGHTED',
  RANDOM_EFFECTS = 'RANDOM_EFFECTS',
}

/** Impressions, clicks or orders that both arms of a store must have; a column of 32 bits keeps it. */
export const MINIMUM_TRAFFIC_RANGE: Range = { min: 0, max: 2 ** 31 - 1 };

/** Where a visitor met an item. */
export enum Scenario {
  SEARCH = 'SEARCH',
  RECOMMENDATION = 'RECOMMENDATION',
  OTHER = 'OTHER',
}

registerEnumType(Estimand, {
  name: 'Estimand',
  description: 'How the stores of a workspace are summed up into one number.',
  valuesConfig: {
    AVERAGE_RATES: {
      description:
        'Ratio of the average rates of the stores, minus 1: the rates of every store count once. Not biased by few clicks or items.',
    },
    EQUAL_WEIGHT: { description: 'Mean of the relative lift of the stores, every store the same weight.' },
    LOG_RATIO: { description: 'Geometric mean of the ratios of the stores, minus 1.' },
    BIAS_CORRECTED: { description: 'Equal weight, less the upward bias of a ratio of small counts.' },
    TRAFFIC_WEIGHTED: {
      description: 'Mantel-Haenszel rate ratio, minus 1: compares within the store; large stores count more.',
    },
    RANDOM_EFFECTS: {
      description: 'Mean of a population of stores, from a random-effects model of log ratios.',
    },
  },
});

registerEnumType(Scenario, {
  name: 'Scenario',
  description: 'Where a visitor met an item.',
  valuesConfig: {
    SEARCH: { description: 'In the results of a search.' },
    RECOMMENDATION: { description: 'In a list the shop recommended.' },
    OTHER: { description: 'Anywhere else, or unknown.' },
  },
});

/** Stores and settings that belong together. Real and simulated data never share a workspace. */
@ObjectType({
  description: 'Stores and settings that belong together; real and simulated data never share one.',
})
@Access(READ_CATALOG)
@Entity('workspaces')
@Unique('workspaces_slug_key', ['slug'])
@Index('workspaces_is_default_idx', ['isDefault'], { unique: true, where: 'is_default' })
@Check('workspaces_slug_check', "slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'")
@Check('workspaces_name_check', "name <> ''")
@Check('workspaces_minimum_traffic_check', 'minimum_traffic >= 0')
@Check('workspaces_list_scenarios_check', "jsonb_typeof(list_scenarios) = 'object'")
@Check('workspaces_default_is_real_check', 'NOT (is_default AND simulated)')
export class Workspace {
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  readonly id!: string;

  @Field(() => String, {
    description: 'Short name in addresses and in the `toile-workspace` header; unique.',
  })
  @Column('text')
  readonly slug!: string;

  @Field(() => String)
  @Column('text')
  name!: string;

  @Field(() => String, { description: 'IANA time zone that cuts time into days, e.g. Europe/Paris.' })
  @Column({ type: 'text', default: 'UTC' })
  timeZone!: string;

  @Field(() => Estimand, { description: 'The answer that is shown first, chosen before looking.' })
  @Column({ type: 'enum', enum: Estimand, enumName: 'estimand', default: Estimand.AVERAGE_RATES })
  headlineEstimand!: Estimand;

  /** The headline was set before the default changed, and no administrator has chosen one since. */
  @Column({ type: 'boolean', default: false })
  hasFormerHeadline!: boolean;

  @Field(() => Int, {
    description:
      'Stores count where both arms have at least this denominator (impressions, say); 0 is no limit.',
  })
  @Column('integer', { default: 0 })
  minimumTraffic!: number;

  @Field(() => Boolean, { description: 'True where every number comes from a simulation; never changes.' })
  @Column({ type: 'boolean', default: false, update: false })
  readonly simulated!: boolean;

  /** Scenario by `list_id`, for events that name a list but no scenario. */
  @Column('jsonb', { default: {} })
  listScenarios!: Readonly<Record<string, Scenario>>;

  @Field(() => Boolean, { description: 'The workspace of whoever asks for none.' })
  @Column({ type: 'boolean', default: false, update: false })
  readonly isDefault!: boolean;

  /** Some rows were cut into days of `timeZone`: whoever cuts the first sets this, and a trigger keeps the zone. */
  @Column({ type: 'boolean', default: false, update: false })
  readonly hasDays!: boolean;

  @Field(() => DateTime)
  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  readonly createdAt!: Date;
}
