using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OutProc.CodeFixes;

/// <summary>Where a type that cannot cross is written: at a parameter or return type, or at a member deep inside the data.</summary>
/// <param name="document">The document to change.</param>
/// <param name="declaration">The parameter, member, or the return type.</param>
/// <param name="type">The type as it is written there.</param>
internal sealed class ProblemPlace(Document document, SyntaxNode declaration, TypeSyntax type)
{
    public Document Document { get; } = document;

    public SyntaxNode Declaration { get; } = declaration;

    public TypeSyntax Type { get; } = type;

    /// <summary>The place of a diagnostic, if it is in source.</summary>
    public static async Task<ProblemPlace?> FindAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        Document document = context.Document;
        Location location = diagnostic.Location;
        if (diagnostic.AdditionalLocations.Count > 0)
        {
            location = diagnostic.AdditionalLocations[0];
            if (location.SourceTree is not { } tree || document.Project.Solution.GetDocument(tree) is not { } other)
            {
                return null;
            }

            document = other;
            root = await tree.GetRootAsync(context.CancellationToken).ConfigureAwait(false);
        }

        SyntaxNode node = root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        return node switch
        {
            ParameterSyntax { Type: { } type } parameter => new ProblemPlace(document, parameter, type),
            PropertyDeclarationSyntax property => new ProblemPlace(document, property, property.Type),
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } field }
                => new ProblemPlace(document, field, field.Type),
            TypeSyntax type => new ProblemPlace(document, type, type),
            _ => null,
        };
    }
}
