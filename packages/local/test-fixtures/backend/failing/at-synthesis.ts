import { App, CfnOutput, Lazy, Stack } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'late');
const value = Lazy.string({
  produce: () => {
    throw new Error(`found out late, in ${import.meta.dirname}`);
  },
});
new CfnOutput(stack, 'Late', { value });
