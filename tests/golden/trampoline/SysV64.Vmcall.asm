; SysV64, Vmcall: 21 bytes
0000  89F8                  mov eax,edi
0002  4889F7                mov rdi,rsi
0005  4889D6                mov rsi,rdx
0008  4889CA                mov rdx,rcx
000b  4D89C2                mov r10,r8
000e  4D89C8                mov r8,r9
0011  0F01C1                vmcall
0014  C3                    ret
