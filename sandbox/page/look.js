// How Teams draws a card, as the renderer's host config, in its three themes.

const THEMES = {
  light: { back: "#ffffff", emphasis: "#f5f5f5", text: "#242424", subtle: "#616161", accent: "#4f52b2", good: "#0b6a0b", warning: "#8a3707", attention: "#a4262c", line: "#d1d1d1", goodBack: "#f1faf1", warningBack: "#fdf6f3", attentionBack: "#fdf3f4", accentBack: "#eef0fb" },
  dark: { back: "#292929", emphasis: "#333333", text: "#ffffff", subtle: "#c8c8c8", accent: "#a6adff", good: "#9fd89f", warning: "#fdcfb4", attention: "#f1a5ac", line: "#525252", goodBack: "#14301a", warningBack: "#3d2413", attentionBack: "#3f1a1d", accentBack: "#2a2c55" },
  contrast: { back: "#000000", emphasis: "#000000", text: "#ffffff", subtle: "#ffffff", accent: "#ffff01", good: "#3ff23f", warning: "#ffff01", attention: "#ffb3b3", line: "#ffffff", goodBack: "#000000", warningBack: "#000000", attentionBack: "#000000", accentBack: "#000000" },
};

export const THEME_NAMES = Object.keys(THEMES);

const colour = (main, subtle = main) => ({ default: main, subtle, highlightColors: { default: "#00000000", subtle: "#00000000" } });

function container(theme, back) {
  const foregroundColors = {
    default: colour(theme.text, theme.subtle), dark: colour(theme.text, theme.subtle), light: colour(theme.text, theme.subtle), accent: colour(theme.accent),
    good: colour(theme.good), warning: colour(theme.warning), attention: colour(theme.attention),
  };
  return { backgroundColor: back, foregroundColors, borderColor: theme.line };
}

export function hostConfig(name) {
  const theme = THEMES[name];
  return {
    supportsInteractivity: true,
    hostCapabilities: { capabilities: null },
    fontFamily: "'Segoe UI', system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme.line },
    containerStyles: {
      default: container(theme, theme.back), emphasis: container(theme, theme.emphasis), accent: container(theme, theme.accentBack),
      good: container(theme, theme.goodBack), warning: container(theme, theme.warningBack), attention: container(theme, theme.attentionBack),
    },
    textStyles: {
      heading: { size: "large", weight: "bolder", color: "default", isSubtle: false, fontType: "default" },
      columnHeader: { weight: "bolder", size: "default", color: "default", isSubtle: false, fontType: "default" },
    },
    textBlock: { headingLevel: 3 },
    actions: { maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left", showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" } },
    factSet: { title: { weight: "bolder", wrap: true, maxWidth: 150, color: "default", isSubtle: false, size: "default" }, value: { weight: "default", wrap: true, color: "default", isSubtle: false, size: "default" }, spacing: 12 },
    inputs: {
      label: { inputSpacing: "small", requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention", color: "default" }, optionalInputs: { weight: "bolder", color: "default" } },
      errorMessage: { size: "default", color: "attention", weight: "bolder", spacing: "small" },
    },
    imageSizes: { small: 32, medium: 52, large: 100 },
    table: { cellSpacing: 8 },
  };
}
