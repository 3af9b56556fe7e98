import { Annotations, App, CfnResource, Stack } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'annotated');
new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' });
Annotations.of(stack).addError('a grant was lost');
