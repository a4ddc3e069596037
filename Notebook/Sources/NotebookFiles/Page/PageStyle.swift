/// The look of a page: one column that fits a phone, in light or dark colours as the reader's system has them.
enum PageStyle {
    static let css = """
        :root {
          color-scheme: light dark;
          --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --ground: #ffffff; --code: #f6f8fa; --link: #0969da;
          --keyword: #cf222e; --type: #953800; --number: #0550ae; --string: #0a3069; --comment: #59636e;
          --attribute: #8250df; --call: #6639ba; --bad: #d1242f; --bad-ground: #fff1f0; --good: #1a7f37; --warn: #9a6700;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --text: #e6edf3; --soft: #9198a1; --line: #3d444d; --ground: #0d1117; --code: #151b23; --link: #4493f8;
            --keyword: #ff7b72; --type: #ffa657; --number: #79c0ff; --string: #a5d6ff; --comment: #9198a1;
            --attribute: #d2a8ff; --call: #d2a8ff; --bad: #f85149; --bad-ground: #25171c; --good: #3fb950; --warn: #d29922;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; color: var(--text); background: var(--ground); overflow-wrap: break-word;
          font: 16px/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Noto Sans CJK SC", sans-serif;
        }
        main { max-width: 54rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
        h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 0.6em; }
        h1 { font-size: 1.9em; } h2 { font-size: 1.45em; border-bottom: 1px solid var(--line); padding-bottom: 0.25em; }
        h3 { font-size: 1.2em; } h4, h5, h6 { font-size: 1em; }
        p, ul, ol, blockquote, .table, details { margin: 0.8em 0; }
        ul, ol { padding-left: 1.7em; } li { margin: 0.2em 0; } li > ul, li > ol { margin: 0.2em 0; }
        a { color: var(--link); }
        hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
        blockquote { border-left: 4px solid var(--line); padding: 0 1em; margin-left: 0; color: var(--soft); }
        pre, code, .prompt {
          font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
        }
        code { font-size: 0.875em; background: var(--code); padding: 0.15em 0.35em; border-radius: 4px; }
        pre { font-size: 0.85rem; line-height: 1.45; margin: 0.8em 0; padding: 0.8em 1em; overflow-x: auto; tab-size: 4; }
        pre code { font-size: inherit; padding: 0; background: none; }
        .words pre, pre.code { background: var(--code); border: 1px solid var(--line); border-radius: 6px; }
        .table { overflow-x: auto; }
        table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: 0.3em 0.7em; }
        th { background: var(--code); text-align: left; }
        img, svg { max-width: 100%; height: auto; }
        details { border: 1px solid var(--line); border-radius: 6px; padding: 0.5em 1em; }
        summary { cursor: pointer; font-weight: 600; }
        math[display="block"] { display: block math; overflow-x: auto; overflow-y: hidden; margin: 0.8em 0; padding: 0.2em 0; }
        .formula { display: inline-block; max-width: 100%; overflow-x: auto; overflow-y: hidden; vertical-align: text-bottom; }
        math { font-family: "STIX Two Math", "STIX Math", "Cambria Math", "Latin Modern Math", "DejaVu Math TeX Gyre", math; }
        .contents ul { list-style: none; padding-left: 0; margin: 0.4em 0 0; } .contents .level3 { padding-left: 1.4em; }
        .folded { padding: 0.2em 0.7em; margin: 0.3em 0 0; } .folded > summary { font-size: 0.8rem; font-weight: 400; color: var(--soft); }
        .cell { margin: 1em 0; }
        .prompt { color: var(--soft); font-size: 0.75rem; }
        .cell pre.code { margin: 0.2em 0 0; }
        .output { margin: 0.3em 0 0; }
        .output pre { margin: 0.2em 0; padding: 0.4em 1em; }
        .output pre.error { background: var(--bad-ground); border-left: 3px solid var(--bad); }
        .output .picture, .output .html { margin: 0.5em 0; overflow-x: auto; }
        .output .picture > svg { max-width: max(100%, 34rem); }
        .keyword { color: var(--keyword); } .type { color: var(--type); } .number { color: var(--number); }
        .string { color: var(--string); } .comment { color: var(--comment); } .attribute { color: var(--attribute); }
        .call { color: var(--call); }
        .bold { font-weight: 600; } .c1 { color: var(--bad); } .c2 { color: var(--good); } .c3 { color: var(--warn); }
        .c4 { color: var(--link); } .c5 { color: var(--attribute); } .c6 { color: var(--number); }
        @media (max-width: 30rem) { main { padding: 0.5rem 0.75rem 3rem; } pre { font-size: 0.78rem; } h1 { font-size: 1.6em; } }
        @media print { pre { white-space: pre-wrap; } details::details-content { content-visibility: visible; } }
        """
}
