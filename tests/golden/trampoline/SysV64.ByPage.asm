; SysV64, ByPage: 36 bytes
0000  89F8                  mov eax,edi
0002  4889F7                mov rdi,rsi
0005  4889D6                mov rsi,rdx
0008  4889CA                mov rdx,rcx
000b  4D89C2                mov r10,r8
000e  4D89C8                mov r8,r9
0011  49BB0070665544332211  mov r11,1122334455667000h
001b  C1E005                shl eax,5
001e  4901C3                add r11,rax
0021  41FFE3                jmp r11
