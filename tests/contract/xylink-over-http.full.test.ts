import { describeWholePlan } from './whole-plan.js';

describeWholePlan('xylink', { allOverHttp: true });
