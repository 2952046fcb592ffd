import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, BrushComponent, GridComponent, TooltipComponent } from "echarts/components";
import { connect, type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

// Only what our charts draw with; everything else of ECharts stays out of the page. SVG, because our charts are small
// and then sharp at every zoom of the browser.
use([BarChart, LineChart, GridComponent, TooltipComponent, BrushComponent, AriaComponent, SVGRenderer]);

export { connect, type EChartsCoreOption, type EChartsType, init };
