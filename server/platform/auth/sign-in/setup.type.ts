import { Field, ObjectType } from 'type-graphql';
import { EVERYONE } from '../../access/authorize.js';
import { Access } from '../../graphql/access-rules.js';

@ObjectType({ description: 'What anybody may know of this installation before signing in.' })
@Access(EVERYONE)
export class Setup {
  @Field(() => Boolean, {
    description: 'True until the first administrator has come in by the printed link.',
  })
  readonly needsFirstSignIn!: boolean;

  @Field(() => String, { description: 'Version of Toile.' })
  readonly version!: string;
}
