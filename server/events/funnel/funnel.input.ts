import { ArgsType, Field } from 'type-graphql';
import { Scenario } from '../../catalog/index.js';
import { Day } from '../../platform/index.js';

@ArgsType()
export class FunnelFilter {
  @Field(() => Day, { nullable: true, description: 'First day; with it, undated totals do not count.' })
  readonly from?: string | null;

  @Field(() => Day, {
    nullable: true,
    description: 'The day after the last; with it, undated totals do not count.',
  })
  readonly to?: string | null;

  @Field(() => Scenario, { nullable: true, description: 'All scenarios by default.' })
  readonly scenario?: Scenario | null;
}
