import { Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, type Context, Job } from '../platform/index.js';
import { type DemoService, LOAD_DEMO } from './demo.service.js';

@Resolver()
export class DemoResolver {
  constructor(private readonly demo: DemoService) {}

  @Access(LOAD_DEMO)
  @Mutation(() => Job, {
    description:
      'Loads the demo: a workspace of simulated shops with known true lifts, labelled as simulated. Real data stays apart.',
  })
  async loadDemo(@Ctx() context: Context): Promise<Job> {
    return this.demo.request(context.viewer, await context.workspaceId());
  }
}
